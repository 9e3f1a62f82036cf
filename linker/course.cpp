#include "linker/course.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "linker/cluster.h"

namespace tenderlead::linker {
namespace {

template <typename Key>
Key most_frequent(const std::map<Key, int>& counts) {
  Key best{};
  int most = 0;
  for (const auto& [key, count] : counts)
    if (count > most) best = key, most = count;
  return best;
}

bool asks_for_bids(Step step) {
  return step == Step::tender || step == Step::amendment;
}

std::string text_of(const Money& money) {
  return decimal_amount(money);
}
std::string text_of(const StatedTime& time) {
  return to_string(time);
}

// The same instant, or the same day where one of them says no time.
bool agree(const StatedTime& a, const StatedTime& b) {
  return a == b || (a.date == b.date && (!a.second_of_day || !b.second_of_day));
}
bool agree(const Money& a, const Money& b) {
  return a.amount_minor == b.amount_minor && a.currency == b.currency;
}
bool says_more(const StatedTime& a, const StatedTime& b) {
  return a.second_of_day && !b.second_of_day;
}
bool says_more(const Money&, const Money&) {
  return false;
}

// The only lot that a notice is about, by what it lists, else by what its names say.
std::string only_lot(const Notice& notice) {
  std::set<std::string> listed;
  for (const auto& lot : notice.lots)
    if (!lot.no.empty()) listed.insert(lot_key(lot.no));
  for (const auto& award : notice.awards)
    if (!award.lot.empty()) listed.insert(lot_key(award.lot));
  if (!listed.empty()) return listed.size() == 1 ? *listed.begin() : std::string();
  for (const auto* name : {&notice.project_name, &notice.title})
    if (!name->empty())
      if (auto lot = name_marks(*name, notice.buyer.name).lot; !lot.empty()) return lot_key(lot);
  for (const auto& number : numbers_in(notice.project_no))
    if (!number.lot.empty()) return lot_key(number.lot);
  return {};
}

class Course {
 public:
  Course(Project& project, const std::function<std::string(const std::string&)>& supplier_id)
      : project_(project), supplier_id_(supplier_id) {}

  // `lot`: as lots_of() says.
  void add(const CourseNotice& notice, const std::string& lot) {
    const Step step = step_of(notice.word.kind);
    if (!lot.empty()) {
      add_of_lot(step, notice, lot);
      return;
    }
    const bool copy = !notice.same_as.empty();
    if (notice.attempt > project_.attempt) {
      project_.attempt = notice.attempt;
      awards_.clear();
    }
    note(notice);
    if (step == Step::planned || asks_for_bids(step)) {
      state("budget", project_.budget, notice.word.budget, notice, copy);
      state("ceiling", project_.ceiling, notice.word.ceiling, notice, copy);
    } else {
      if (!project_.budget) project_.budget = notice.word.budget;
      if (!project_.ceiling) project_.ceiling = notice.word.ceiling;
    }
    if (asks_for_bids(step)) {
      state("bid_deadline", project_.bid_deadline, notice.word.bid_deadline, notice, copy);
      state("opening_at", opening_, notice.word.opening_at, notice, copy);
      if (step == Step::amendment && !copy) restate_names(notice);
    } else if (!project_.bid_deadline) {
      project_.bid_deadline = notice.word.bid_deadline;
    }
    for (const auto& each : notice.word.lots) add_lot(each);
    if (copy) return;
    if (notice.word.kind == NoticeKind::award) take_awards(notice);
    if (step == Step::contract) take_contract(notice);
    move_to(step, notice);
  }

  void finish() {
    settle_lots();
    auto& winners = awards_.empty() ? contracts_ : awards_;
    for (auto& [lot, of_lot] : winners)
      for (auto& winner : of_lot) project_.winners.push_back(std::move(winner));
  }

 private:
  // A lot that has notices of its own.
  struct OfLot {
    std::optional<Money> budget, ceiling;
    std::optional<StatedTime> bid_deadline;
    ProjectStage stage = ProjectStage::unknown;
  };

  void add_of_lot(Step step, const CourseNotice& notice, const std::string& key) {
    const bool copy = !notice.same_as.empty();
    note(notice);
    auto& lot = lots_[key];
    if (step == Step::planned || asks_for_bids(step)) {
      state("budget", lot.budget, notice.word.budget, notice, copy);
      state("ceiling", lot.ceiling, notice.word.ceiling, notice, copy);
      state("bid_deadline", lot.bid_deadline, notice.word.bid_deadline, notice, copy);
    }
    if (notice.word.lots.empty()) {
      Lot own;
      own.no = key;
      own.budget = lot.budget;
      own.ceiling = lot.ceiling;
      add_lot(own);
    }
    for (const auto& each : notice.word.lots) add_lot(each);
    if (copy) return;
    if (notice.word.kind == NoticeKind::award) {
      auto named = notice;
      for (auto& award : named.word.awards)
        if (award.lot.empty()) award.lot = key;
      take_awards(named);
    }
    if (step == Step::contract) take_contract(notice);
    project_.attempt = std::max(project_.attempt, notice.attempt);
    if (step == Step::failure) {
      if (lot.stage != ProjectStage::accepted) lot.stage = ProjectStage::failed;
      return;
    }
    std::swap(project_.stage, lot.stage);
    move_to(step, notice);
    std::swap(project_.stage, lot.stage);
  }

  // What all lots together come to: open as long as one of them is.
  void settle_lots() {
    std::erase_if(lots_, [](const auto& each) { return each.second.stage == ProjectStage::unknown; });
    if (lots_.empty()) return;
    const auto rank = [](ProjectStage stage) {
      return stage == ProjectStage::failed ? static_cast<int>(ProjectStage::accepted) + 1
                                           : static_cast<int>(stage);
    };
    auto least = ProjectStage::failed;
    std::int64_t sum = 0;
    for (const auto& [key, lot] : lots_) {
      if (rank(lot.stage) < rank(least)) least = lot.stage;
      if (lot.bid_deadline && (!project_.bid_deadline ||
                               epoch_seconds(*project_.bid_deadline) < epoch_seconds(*lot.bid_deadline)))
        project_.bid_deadline = lot.bid_deadline;
      if (lot.budget && lot.budget->currency == "CNY") sum += lot.budget->amount_minor;
    }
    if (project_.stage == ProjectStage::unknown || project_.stage == ProjectStage::planned)
      project_.stage = least;
    if (!project_.budget && sum > 0) project_.budget = Money{sum, "CNY", {}};
  }

  void note(const CourseNotice& notice) {
    for (const auto& number : numbers_in(notice.word.project_no))
      if (numbers_.emplace(number.key, true).second) project_.numbers.push_back(notice.word.project_no);
    if (project_.numbers.size() > 1)
      project_.numbers.erase(std::unique(project_.numbers.begin(), project_.numbers.end()),
                             project_.numbers.end());
  }

  template <typename Value>
  void state(const char* field, std::optional<Value>& now, const std::optional<Value>& said,
             const CourseNotice& notice, bool copy) {
    if (!said) return;
    if (!now || says_more(*said, *now)) {
      if (now && !agree(*now, *said)) return;
      now = said;
      return;
    }
    if (agree(*now, *said) || copy) return;
    project_.changes.push_back({field, text_of(*now), text_of(*said), notice.id, notice.word.published_at});
    now = said;
  }

  void restate_names(const CourseNotice& notice) {
    for (const auto& change : notice.word.changes)
      if ((change.field == "project_no" || change.field == "buyer") && !change.after.text.empty())
        project_.changes.push_back(
            {change.field, change.before.text, change.after.text, notice.id, notice.word.published_at});
  }

  void add_lot(const Lot& lot) {
    const auto known = std::find_if(project_.lots.begin(), project_.lots.end(),
                                    [&](const Lot& each) { return lot_key(each.no) == lot_key(lot.no); });
    if (known == project_.lots.end()) {
      project_.lots.push_back(lot);
      return;
    }
    if (known->name.empty()) known->name = lot.name;
    if (known->quantity.empty()) known->quantity = lot.quantity, known->unit = lot.unit;
    if (!known->budget) known->budget = lot.budget;
    if (!known->ceiling) known->ceiling = lot.ceiling;
  }

  void take_awards(const CourseNotice& notice) {
    std::map<std::string, std::vector<ProjectWinner>> said;
    for (const auto& award : notice.word.awards)
      if (!award.supplier.empty() && award.rank.value_or(1) == 1)
        said[lot_key(award.lot)].push_back(
            {award.lot, award.supplier, supplier_id_(award.supplier), award.amount, notice.id});
    for (auto& [lot, winners] : said) awards_[lot] = std::move(winners);
  }

  void take_contract(const CourseNotice& notice) {
    const auto& contract = notice.word.contract;
    if (contract.supplier.empty()) return;
    auto& of_supplier = contracts_[contract.supplier];
    of_supplier = {{"", contract.supplier, supplier_id_(contract.supplier), contract.amount, notice.id}};
  }

  void move_to(Step step, const CourseNotice& notice) {
    const auto stage = project_.stage;
    switch (step) {
      case Step::planned:
        if (stage == ProjectStage::unknown) project_.stage = ProjectStage::planned;
        break;
      case Step::tender:
      case Step::amendment:
        if (stage == ProjectStage::unknown || stage == ProjectStage::planned ||
            (step == Step::tender && stage == ProjectStage::failed))
          project_.stage = ProjectStage::tendering;
        break;
      case Step::result:
        if (notice.word.kind == NoticeKind::award)
          advance(ProjectStage::awarded);
        else
          advance(ProjectStage::evaluated);
        break;
      case Step::failure: {
        const bool of_lots =
            !awards_.empty() && project_.lots.size() > 1 && notice.word.lots.size() < project_.lots.size();
        if (!of_lots && stage != ProjectStage::accepted) project_.stage = ProjectStage::failed;
        break;
      }
      case Step::contract:
        advance(ProjectStage::contracted);
        break;
      case Step::acceptance:
        advance(ProjectStage::accepted);
        break;
      case Step::other:
        break;
    }
  }

  // Stages don't go back, but from a failure.
  void advance(ProjectStage to) {
    const auto rank = [](ProjectStage stage) {
      return stage == ProjectStage::failed || stage == ProjectStage::unknown ? -1 : static_cast<int>(stage);
    };
    if (rank(to) > rank(project_.stage)) project_.stage = to;
  }

  Project& project_;
  const std::function<std::string(const std::string&)>& supplier_id_;
  std::map<std::string, bool> numbers_;
  std::optional<StatedTime> opening_;
  std::map<std::string, OfLot> lots_;                                     // by key
  std::map<std::string, std::vector<ProjectWinner>> awards_, contracts_;  // by lot; by supplier
};

}  // namespace

std::vector<std::string> lots_of(const std::vector<const Notice*>& notices) {
  std::vector<std::string> lots(notices.size());
  const auto tenders = std::count_if(notices.begin(), notices.end(), [](const Notice* notice) {
    return step_of(notice->kind) == Step::tender;
  });
  if (tenders < 2) return lots;
  std::set<std::string> tendered;
  for (std::size_t i = 0; i < notices.size(); ++i) {
    lots[i] = only_lot(*notices[i]);
    if (step_of(notices[i]->kind) == Step::tender) tendered.insert(lots[i]);
  }
  // One of all lots tells that they aren't announced one by one.
  if (tendered.size() < 2 || tendered.contains("")) lots.assign(notices.size(), {});
  return lots;
}

LinkNotice link_notice(const Notice& notice, std::string id, std::string source_id, std::string buyer_id,
                       std::vector<std::string> references, std::uint64_t fingerprint) {
  LinkNotice link;
  link.id = std::move(id);
  link.source_id = std::move(source_id);
  link.kind = notice.kind;
  link.number = notice.project_no;
  link.references = std::move(references);
  link.name = notice.project_name;
  // A plan of one procurement is called by what is planned.
  if (link.name.empty() && notice.intentions.size() == 1) link.name = notice.intentions.front().name;
  link.title = notice.title;
  link.buyer_id = std::move(buyer_id);
  link.buyer = notice.buyer.name;
  link.region_code = notice.region.code;
  link.published_at = notice.published_at;
  link.bid_deadline = notice.bid_deadline ? notice.bid_deadline : notice.opening_at;
  const auto& budget = notice.budget ? notice.budget : notice.ceiling;
  if (budget) link.budget_minor = budget->amount_minor;
  if (!budget && notice.intentions.size() == 1 && notice.intentions.front().budget)
    link.budget_minor = notice.intentions.front().budget->amount_minor;
  std::int64_t sum = 0;
  for (const auto& award : notice.awards) {
    if (award.rank.value_or(1) != 1) continue;
    if (!award.supplier.empty()) link.suppliers.push_back(award.supplier);
    if (award.amount) sum += award.amount->amount_minor;
  }
  if (!notice.contract.supplier.empty()) link.suppliers.push_back(notice.contract.supplier);
  if (notice.contract.amount) sum = notice.contract.amount->amount_minor;
  if (sum > 0) link.awarded_minor = sum;
  if (notice.lots.size() == 1 && !notice.lots.front().no.empty()) link.lots.push_back(notice.lots.front().no);
  link.contract_no = notice.contract.no;
  link.fingerprint = fingerprint;
  return link;
}

Notice without_words(Notice bare) {
  bare.text.clear();
  bare.evidence.clear();
  bare.missing.clear();
  bare.unreadable.clear();
  bare.contradictions.clear();
  bare.attachments.clear();
  bare.requirements.clear();
  bare.documents_period.reset();
  bare.project_contact = {};
  bare.agency = {std::move(bare.agency.name), "", "", ""};
  bare.buyer = {std::move(bare.buyer.name), "", "", ""};
  for (auto& intention : bare.intentions) intention.demand.clear();
  return bare;
}

Project project_of(std::string id, std::string ocid, const std::vector<CourseNotice>& notices,
                   const std::function<std::string(const std::string& supplier)>& supplier_id) {
  Project project;
  project.id = std::move(id);
  project.ocid = std::move(ocid);
  std::map<std::string, int> names, buyers, buyer_ids;
  std::map<std::string, std::pair<int, Region>> regions;
  Course course(project, supplier_id);
  std::vector<const Notice*> words;
  for (const auto& notice : notices) words.push_back(&notice.word);
  const auto lots = lots_of(words);
  for (std::size_t i = 0; i < notices.size(); ++i) {
    const auto& notice = notices[i];
    const auto& word = notice.word;
    if (!word.project_name.empty()) ++names[word.project_name];
    if (!word.buyer.name.empty()) ++buyers[word.buyer.name];
    if (!notice.buyer_id.empty()) ++buyer_ids[notice.buyer_id];
    if (!word.region.empty()) {
      auto& [count, region] = regions[word.region.code];
      ++count;
      region = word.region;
    }
    course.add(notice, lots[i]);
    project.timeline.push_back({notice.id, word.kind, word.published_at, word.title, word.url,
                                notice.source_id, notice.same_as, notice.because});
    if (word.published_at) {
      if (!project.published_at) project.published_at = word.published_at;
      project.updated_at = word.published_at;
    }
  }
  course.finish();
  project.name = most_frequent(names);
  for (const auto& notice : notices)
    if (project.name.empty())
      project.name =
          notice.word.intentions.size() == 1 ? notice.word.intentions.front().name : notice.word.title;
  project.buyer = most_frequent(buyers);
  project.buyer_id = most_frequent(buyer_ids);
  int most = 0;
  for (const auto& [code, counted] : regions)
    if (counted.first > most) most = counted.first, project.region = counted.second;
  return project;
}

}  // namespace tenderlead::linker
