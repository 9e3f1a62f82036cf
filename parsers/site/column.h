// The columns of a hospital's website, as their menus name them and as their addresses do.
//
// Hospitals call the same thing by a dozen names: 医院概况, 医院简介, 关于我们 and 走进医院 all lead to what it says of itself.
// The words are tables in column_words.cpp. A word says little of a page that has another subject: 科室新闻 is no news of
// the hospital, 招标代理 no column of its purchases, 人才招聘 no procurement at all.
#pragma once

#include <string>
#include <string_view>

namespace tenderlead::parsers {

enum class Column {
  none,
  introduction,            // 医院概况, 医院简介
  departments,             // 科室导航
  information_department,  // 信息科, 网络信息中心
  leadership,              // 医院领导
  news,                    // 新闻动态
  procurement,             // 招标采购
  contact,                 // 联系我们
  // what leads to these
  announcements,   // 通知公告: purchases are among them on many sites
  disclosure,      // 院务公开, 信息公开
  administration,  // 职能科室, 组织机构
  site_map,        // 网站地图
  entrance,        // 进入网站
};
const char* to_string(Column column);
Column column_from_string(std::string_view name);  // none for anything else

struct ColumnGuess {
  Column column = Column::none;
  int sureness = 0;  // 0..100
};

// By the words of a menu; an item's title (more than some fourteen characters) names no column.
ColumnGuess column_of_words(std::string_view label);
// By an address: /zbcg/, /about/, cg.example.cn. Nobody is sure of initials: 60 at most. /news/48.html is a page of a column,
// no column; of purchases it is worth a look.
ColumnGuess column_of_address(std::string_view url);
// Whether the last part of a path has digits in it, as pages of a column do: /news/48.html.
bool ends_in_number(std::string_view url);
// Whether words speak of something that no column above is for: 人才招聘, 党建工作, 健康科普.
bool is_aside(std::string_view label);

// What a list's item is about, by its title.
enum class Subject {
  other,
  procurement,
  systems,  // information systems, ratings of them
};
Subject subject_of(std::string_view title);

// Words of a menu without white space, decoration and what repeats them in English; ASCII in lower case.
std::string plain_label(std::string_view label);

}  // namespace tenderlead::parsers
