// What a sentence may say of itself: 招标人为X, 开标时间为…, and how far each such word is to be believed (0..1).
#pragma once

#include <array>
#include <string_view>

#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {

struct CopulaCue {
  std::u16string_view words;  // right before 为
  Field field;
  double confidence;
};

inline constexpr std::array kCopulaCues = {
    CopulaCue{u"招标人", Field::buyer_name, 0.86},
    CopulaCue{u"项目业主", Field::buyer_name, 0.82},
    CopulaCue{u"采购人", Field::buyer_name, 0.84},
    CopulaCue{u"建设单位", Field::buyer_name, 0.8},
    CopulaCue{u"业主", Field::buyer_name, 0.7},
    CopulaCue{u"采购单位", Field::buyer_name, 0.82},
    CopulaCue{u"招标代理机构", Field::agency_name, 0.86},
    CopulaCue{u"采购代理机构", Field::agency_name, 0.86},
    CopulaCue{u"代理机构", Field::agency_name, 0.84},
    CopulaCue{u"招标代理人", Field::agency_name, 0.84},
    CopulaCue{u"招标代理单位", Field::agency_name, 0.84},
    CopulaCue{u"招标代理公司", Field::agency_name, 0.84},
    CopulaCue{u"截止时间", Field::bid_deadline, 0.84},
    CopulaCue{u"下同)", Field::bid_deadline, 0.84},
    CopulaCue{u"开标时间", Field::opening_at, 0.86},
    CopulaCue{u"最高投标限价", Field::ceiling, 0.8},
    CopulaCue{u"最高限价", Field::ceiling, 0.8},
    CopulaCue{u"控制价", Field::ceiling, 0.8},
    CopulaCue{u"控制总价", Field::ceiling, 0.8},
    CopulaCue{u"拦标价", Field::ceiling, 0.8},
    CopulaCue{u"预算金额", Field::budget, 0.8},
    CopulaCue{u"预算", Field::budget, 0.75},
    CopulaCue{u"审核价", Field::budget, 0.6},
    CopulaCue{u"预算造价", Field::budget, 0.7},
    CopulaCue{u"估算价", Field::budget, 0.75},
    CopulaCue{u"计划工期", Field::service_term, 0.75},
    CopulaCue{u"工期", Field::service_term, 0.7},
    CopulaCue{u"服务期限", Field::service_term, 0.75},
    CopulaCue{u"服务期", Field::service_term, 0.72},
    CopulaCue{u"交货期", Field::delivery_term, 0.74},
    CopulaCue{u"供货期", Field::delivery_term, 0.74},
    CopulaCue{u"交付期", Field::delivery_term, 0.74},
    CopulaCue{u"交货时间", Field::delivery_term, 0.74},
    CopulaCue{u"履行期限", Field::service_term, 0.75},
    CopulaCue{u"合同期限", Field::service_term, 0.74},
    CopulaCue{u"服务周期", Field::service_term, 0.74},
    CopulaCue{u"合同期", Field::service_term, 0.7},
};

}  // namespace tenderlead::parsers::notice
