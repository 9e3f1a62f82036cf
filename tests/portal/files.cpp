#include "tests/portal/files.h"

#include <algorithm>
#include <map>

#include "tests/office/office_files.h"
#include "tests/portal/phrases.h"
#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

using office::Block;
using office::Page;
using office::Row;

Block line(std::string words) {
  return {std::move(words), {}};
}

// The words of a purchasing file. What `missing` names of the notice stands on the second page.
std::vector<Page> words_of_file(const Notice& notice, const std::vector<Row>& left_out) {
  Page first = {line("采购文件"), line("项目名称：" + notice.project_name)};
  if (!notice.project_no.empty()) first.push_back(line("项目编号：" + notice.project_no));
  first.push_back(line("目录"));
  first.push_back(line("第一章 供应商须知........3"));
  first.push_back(line("第二章 采购需求........9"));
  Page second = {line("第二章 采购需求"),
                 line("本次采购的系统应当满足医院日常业务的需要，支持与现有系统对接，并提供完整的实施、培训和"
                      "售后服务方案。"),
                 line("供应商应当在响应文件中逐条应答，未应答的条款视为不满足。")};
  for (const Row& row : left_out) second.push_back({"", {row}});
  return {first, second};
}

// Parameters of goods, which are no lots.
std::vector<office::Sheet> parameters() {
  return {{"参数", {{"参数", "要求"}, {"响应时间", "不超过三秒"}, {"并发用户", "不少于五百"}}}};
}

std::string file_of(const std::string& name, const std::vector<Page>& pages) {
  std::vector<Block> all;
  for (const Page& page : pages) all.insert(all.end(), page.begin(), page.end());
  if (name.ends_with(".docx")) return office::make_docx(pages);
  if (name.ends_with(".doc")) return office::make_doc(all);
  if (name.ends_with(".xlsx")) return office::make_xlsx(parameters());
  return office::make_pdf(pages);
}

// In the order of kHostileFiles.
std::vector<std::string> hostile_files() {
  const std::string document = office::make_docx({{line("正文")}});
  return {office::make_zip({{"a.bin", std::string(8u << 20, '\0')}}),
          "<html><head><title>404</title></head><body>文件不存在</body></html>",
          document.substr(0, document.size() / 2),
          office::endless_pdf(),
          office::make_zip({{"../../../../etc/passwd", "x"}, {"/etc/shadow", "y"}}),
          office::make_zip({{"word/document.xml",
                             "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><d><p>&b;</p></d>"}})};
}

}  // namespace

void serve_files(SiteContent& site, bool hostile) {
  // Notices of one procurement may link to the same file: it says what each of them leaves out.
  std::map<std::string, std::vector<Row>> left_out;
  for (TrueNotice& known : site.notices) {
    known.completed = known.notice;
    const Notice& notice = known.notice;
    if (notice.attachments.empty() || notice.attachments.front().name.ends_with(".xlsx")) continue;
    auto& rows = left_out[notice.attachments.front().url];
    const auto leave = [&](const char* field, const Row& row) {
      const auto found = notice.missing.find(field);
      if (found == notice.missing.end() || found->second != MissingReason::see_attachment) return false;
      if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
      if (!hostile) known.completed.missing.erase(field);
      return !hostile;
    };
    if (notice.budget) {
      const std::int64_t fen = notice.budget->amount_minor / 100 * 96 / 10'000 * 10'000;
      const std::string text = wan_text(fen) + "万元";
      if (leave("ceiling", {"最高限价", text})) known.completed.ceiling = money_of(fen, text);
    }
    const std::string term = "自合同签订之日起一年";
    if (leave("service_term", {"合同履行期限", term})) known.completed.service_term = term;
  }
  const auto harm = hostile ? hostile_files() : std::vector<std::string>();
  std::size_t turn = 0;
  for (const TrueNotice& known : site.notices)
    for (const Attachment& attachment : known.notice.attachments) {
      const std::string path = attachment.url.substr(site.origin.size());
      if (site.resources.contains(path)) continue;
      std::string bytes =
          hostile ? harm[turn++ % harm.size()]
                  : file_of(attachment.name, words_of_file(known.notice, left_out[attachment.url]));
      site.resources.emplace(path, make_resource(Resource::Role::other, "application/octet-stream",
                                                 std::move(bytes), known.notice.published_at->date));
    }
}

}  // namespace tenderlead::portal
