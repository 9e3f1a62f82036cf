#include "app/commands/show_lead.h"

#include <algorithm>
#include <iostream>

#include "app/terminal_table.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

json::value json_of(const std::string& text) {
  const auto value = wire::parse_text(text);
  return value ? *value : json::value(nullptr);
}

json::object review_object(const store::ReviewRow& review) {
  json::object out{{"person", json::string(review.person)}, {"action", json::string(review.action)}};
  if (!review.reason.empty()) out["reason"] = json::string(review.reason);
  if (!review.value.empty()) out["value"] = json::string(review.value);
  out["at"] = json::string(utc_timestamp(review.at));
  return out;
}

// In one of two languages.
struct Words {
  Language language;

  std::string operator()(const char* zh, const char* en) const {
    return language == Language::english ? en : zh;
  }
};

std::string score_in_words(const Lead& lead, const Words& say) {
  std::string text = std::to_string(lead.score) + " ±" + std::to_string(lead.uncertainty);
  if (!lead.grade.empty()) text = lead.grade + "  " + text;
  return text + say("（了解 ", " (known ") + std::to_string(lead.known) + "%" + say("，最低 ", ", lowest ") +
         std::to_string(lead.lowest) + say("，最高 ", ", highest ") + std::to_string(lead.highest) +
         say("）", ")");
}

std::string until_in_words(const Lead& lead, const Words& say) {
  std::string text = say(chinese_name(lead.state), to_string(lead.state));
  if (!lead.ended.empty()) text += say("（", " (") + lead.ended + say("）", ")");
  return text;
}

void print_parts(const Lead& lead, const Words& say) {
  print_heading(say("评分由五部分组成", "The five parts of the score"));
  for (const auto& part : lead.parts) {
    std::string value =
        (part.points ? std::to_string(*part.points) : std::string("?")) + " / " + std::to_string(part.weight);
    if (part.known < 100)
      value += say("（了解 ", " (known ") + std::to_string(part.known) + "%" + say("）", ")");
    print_line(say(chinese_name(part.part), to_string(part.part)), value);
  }
}

void print_plan(const Lead& lead, const Words& say) {
  if (lead.plan.empty()) return;
  print_heading(say("联系计划", "Contact plan"));
  std::vector<std::vector<std::string>> rows;
  for (const auto& step : lead.plan)
    rows.push_back({step.by ? to_string(*step.by) : "", step.channel,
                    in_language(say.language, step.whom, step.whom_en),
                    in_language(say.language, step.about, step.about_en)});
  print_table(std::cout,
              {{say("最迟", "by"), 10},
               {say("方式", "channel"), 8},
               {say("找谁", "whom"), 48},
               {say("谈什么", "about"), 80}},
              rows);
}

void print_course(const Lead& lead, const Words& say) {
  if (lead.history.empty()) return;
  print_heading(say("经过", "What happened"));
  for (const auto& change : lead.history)
    std::cout << "  " << (change.at ? to_string(change.at->date) : std::string(10, ' ')) << "  "
              << printable(in_language(say.language, change.text, change.text_en))
              << (change.notice_id.empty() ? "" : "  (" + change.notice_id + ")") << '\n';
}

void print_work(const ShownLead& shown, const Words& say, const config::Configuration& configuration) {
  if (shown.reviews.empty()) return;
  print_heading(say("处理记录", "What people did"));
  for (const auto& review : shown.reviews)
    std::cout << "  " << utc_timestamp(review.at) << "  "
              << printable(person_name(configuration, review.person)) << "  " << review.action << "  "
              << printable(review.value) << "  " << printable(review.reason) << '\n';
}

void print_versions(const Lead& lead, const ShownLead& shown, const Words& say) {
  if (lead.versions.program.empty()) return;
  print_heading(say("由什么算出", "Made by"));
  print_line(say("程序", "program"), lead.versions.program);
  print_line(say("规则", "rules"), lead.versions.rules);
  print_line(say("设置", "settings"), lead.versions.config);
  const auto known = json_of(shown.versions);
  const auto* all = known.if_object();
  const auto* files = all != nullptr ? all->if_contains("files") : nullptr;
  if (files == nullptr || !files->is_object()) return;
  for (const auto& [file, digest] : files->get_object())
    if (const auto* text = digest.if_string()) print_line(std::string(file), {text->data(), text->size()});
}

}  // namespace

void print_heading(const std::string& text) {
  std::cout << "\n" << text << "\n";
}

void print_line(const std::string& name, const std::string& value) {
  if (value.empty()) return;
  const std::size_t room = 18 - std::min<std::size_t>(17, display_width(name));
  std::cout << "  " << name << std::string(room, ' ') << printable(value) << '\n';
}

void print_reasons(const std::vector<Reason>& reasons, Language language) {
  for (const auto& reason : reasons) {
    std::cout << "  " << (reason.points >= 0 ? "+" : "") << reason.points;
    if (reason.part) std::cout << "/" << reason.weight;
    std::cout << "  " << printable(in_language(language, reason.text, reason.text_en));
    if (!reason.matched.empty() || !reason.origin.empty()) {
      std::cout << "  〔";
      if (!reason.matched.empty())
        std::cout << printable(reason.field) << " " << reason.start << "-" << reason.end << "："
                  << printable(reason.matched);
      if (!reason.origin.empty())
        std::cout << (reason.matched.empty() ? "" : "，") << printable(reason.origin);
      std::cout << "〕";
    }
    std::cout << "  (" << reason.rule << ")\n";
  }
}

ShownLead look_up_lead(store::Queries& queries, store::LeadRow row) {
  ShownLead shown;
  shown.reviews = queries.reviews(row.work_id);
  if (const auto lead = lead_of(row)) shown.versions = queries.lead_versions(lead->versions.rules);
  shown.row = std::move(row);
  return shown;
}

boost::json::object to_json(const ShownLead& shown) {
  auto out = lead_object(shown.row);
  if (auto versions = json_of(shown.versions); versions.is_object()) out["versions"] = std::move(versions);
  json::array reviews;
  for (const auto& review : shown.reviews) reviews.emplace_back(review_object(review));
  if (!reviews.empty()) out["reviews"] = std::move(reviews);
  return out;
}

void print_lead(const ShownLead& shown, Language language, const config::Configuration& configuration) {
  const auto found = lead_of(shown.row);
  if (!found) return;
  const Lead& lead = *found;
  const Words say{language};
  print_heading(say("线索 ", "Lead ") + lead.id);
  print_line(say("类型", "kind"), say(chinese_name(lead.kind), to_string(lead.kind)));
  print_line(say("状态", "state"), until_in_words(lead, say));
  print_line(say("产品", "product"), product_name(configuration, lead.product, language));
  print_line(say("评分", "score"), score_in_words(lead, say));
  print_line(say("客户", "account"), lead.organisation);
  print_line(say("地区", "region"), region_in_words(lead.region));
  print_line(say("截止", "act by"), lead.act_by ? to_string(*lead.act_by) : "");
  if (!lead.assigned.empty())
    print_line(say("负责人", "owner"), person_name(configuration, lead.assigned.person) + say("（", " (") +
                                           lead.assigned.because + say("）", ")"));
  print_line(say("处理", "verdict"),
             shown.row.work.verdict + (shown.row.work.reason.empty() ? "" : "  ") + shown.row.work.reason);
  print_line(say("搁置到", "snoozed until"), shown.row.work.snoozed_until);
  print_line(say("建议", "suggestion"), in_language(language, lead.suggestion, lead.suggestion_en));
  print_line(say("链接", "link"), lead.url);
  print_parts(lead, say);
  print_heading(say("为什么", "Why"));
  print_reasons(lead.reasons, language);
  if (!lead.unknown.empty()) print_heading(say("还不了解", "Not known"));
  for (const auto& fact : lead.unknown)
    print_line(say(chinese_name(fact.part), to_string(fact.part)) + " " + std::to_string(fact.weight),
               in_language(language, fact.text, fact.text_en));
  print_plan(lead, say);
  print_course(lead, say);
  print_work(shown, say, configuration);
  print_versions(lead, shown, say);
}

}  // namespace tenderlead::app
