// What people do with leads: actions and their undoing, what lists show, views, calendars, corrections.
#include "tests/unit/store/store_fixture.h"

namespace tenderlead::store {
namespace {

constexpr std::int64_t kNow = 1'785'000'000;  // 2026-07-25 in China

LeadRow lead_row(const std::string& id, int score = 50) {
  Lead lead;
  lead.id = id;
  lead.product = "emr";
  lead.organisation = "青岚市人民医院";
  lead.organisation_id = "o1";
  lead.notices = {"n1", "n2"};
  LeadRow row;
  row.id = id;
  row.kind = "open_tender";
  row.product = "emr";
  row.organisation_id = "o1";
  row.organisation = lead.organisation;
  row.title = "电子病历系统采购";
  row.score = score;
  row.json = wire::to_json_text(lead);
  return row;
}

class Desks : public StoreTest {
 protected:
  // What a match makes: how many leads are others than before.
  std::int64_t match(const std::vector<LeadRow>& rows) {
    std::int64_t changed = -1;
    write([&](WriteBatch& batch) {
      changed = batch.replace_leads([&](const auto& put) {
        for (const auto& row : rows) put(stamp_of(row), [&row] { return row; });
      });
    });
    return changed;
  }
  std::vector<std::string> changed_since(std::int64_t seq) {
    std::vector<std::string> ids;
    read([&](Queries& queries) {
      queries.each_lead_head(seq, [&](const LeadHead& each) { ids.push_back(each.id); });
      return 0;
    });
    return ids;
  }
  LeadClock clock() {
    return read([](Queries& queries) { return queries.lead_clock(); });
  }
  void put(const std::vector<std::string>& ids) {
    write([&](WriteBatch& batch) {
      for (const auto& id : ids) batch.put_lead(lead_row(id));
    });
  }
  LeadHead head(const std::string& id) {
    return *read([&](Queries& queries) { return queries.lead_head(id); });
  }
  std::string act(const Act& act, const std::vector<std::string>& ids) {
    std::string action;
    write([&](WriteBatch& batch) {
      std::vector<LeadRow> rows;
      for (const auto& id : ids) rows.push_back(*read([&](Queries& queries) { return queries.lead(id); }));
      action = batch.act(act, rows);
    });
    return action;
  }
  bool undo(const std::string& action) {
    bool undone = false;
    write([&](WriteBatch& batch) { undone = batch.undo_act(action, "wang", kNow + 9); });
    return undone;
  }
};

TEST_F(Desks, AnActionOfManyLeadsIsUndoneFromAllAndWhatCameAfterItStays) {
  put({"a", "b"});
  const auto claimed = act({"claim", "li", "", "", kNow}, {"a", "b"});
  const auto rejected = act({"reject", "zhao", "", "买过了", kNow}, {"a"});
  EXPECT_EQ(head("a").owner, "li");
  EXPECT_EQ(head("a").verdict, "rejected");
  EXPECT_EQ(head("b").owner_because, "person");
  EXPECT_TRUE(undo(claimed));
  EXPECT_EQ(head("a").owner, "");
  EXPECT_EQ(head("b").owner, "");
  EXPECT_EQ(head("a").verdict, "rejected") << "zhao's word came after it";
  EXPECT_FALSE(undo(claimed)) << "undone already";
  EXPECT_FALSE(undo("nothing"));
  EXPECT_TRUE(undo(rejected));
  EXPECT_EQ(head("a").verdict, "");
  const auto reviews = read([](Queries& queries) { return queries.desk_reviews("a"); });
  ASSERT_EQ(reviews.size(), 2u) << "what was undone is still told";
  EXPECT_EQ(reviews[0].action, "reject");
  EXPECT_EQ(reviews[0].undone_by, "wang");
  EXPECT_TRUE(read([](Queries& queries) { return queries.reviews("a"); }).empty());
}

TEST_F(Desks, TheSameSecondKeepsTheOrderInWhichThingsWereDone) {
  put({"a"});
  for (const auto* status : {"contacted", "visited", "quoted", "won"})
    act({"status", "li", status, "", kNow}, {"a"});
  EXPECT_EQ(head("a").status, "won");
  act({"status", "li", "", "", kNow}, {"a"});
  EXPECT_EQ(head("a").status, "");
}

TEST_F(Desks, AVersionNeverComesBackSoThatAnOldTagIsKnownAsOld) {
  put({"a"});
  const auto fresh = head("a").version();
  const auto action = act({"accept", "li", "", "", kNow}, {"a"});
  const auto accepted = head("a").version();
  undo(action);
  EXPECT_NE(head("a").version(), fresh);
  EXPECT_NE(head("a").version(), accepted);
}

TEST_F(Desks, TheClockTellsWhatChangedSinceAndThatLeadsWereMadeAnew) {
  put({"a", "b"});
  const auto before = clock();
  act({"note", "li", "", "打过电话", kNow}, {"b"});
  EXPECT_EQ(changed_since(before.seq), std::vector<std::string>{"b"});
  EXPECT_EQ(head("b").notes, 1);
  EXPECT_EQ(match({lead_row("b")}), 1) << "a is gone";
  EXPECT_GT(clock().cleared, before.seq);
  EXPECT_EQ(head("b").notes, 1) << "people's work outlasts a match";
}

TEST_F(Desks, AMatchWritesTheLeadsThatAreOthersThanBeforeAndNoMore) {
  const auto a = lead_row("a"), b = lead_row("b");
  EXPECT_EQ(match({a, b}), 2);
  const auto told = [&] {
    return read([](Queries& queries) { return queries.changes_after(0, 100).size(); });
  };
  const auto before = clock();
  const auto tidings = told();
  EXPECT_EQ(match({b, a}), 0);
  EXPECT_EQ(clock().seq, before.seq);
  EXPECT_EQ(told(), tidings) << "nobody reads again what didn't change";
  struct Change {
    const char* what;
    void (*make)(LeadRow& row);
  };
  const Change changes[] = {
      {"what it says", [](LeadRow& row) { row.json = lead_row("another").json; }},
      {"whose it is", [](LeadRow& row) { row.owner = "li"; }},
      {"why it is theirs", [](LeadRow& row) { row.owner_because = "region"; }},
      {"which work belongs to it", [](LeadRow& row) { row.work_id = "then"; }},
  };
  for (const auto& change : changes) {
    auto other = a;
    change.make(other);
    const auto seq = clock().seq;
    EXPECT_EQ(match({other, b}), 1) << change.what;
    EXPECT_EQ(changed_since(seq), std::vector<std::string>{"a"}) << change.what;
    EXPECT_EQ(clock().cleared, before.cleared) << change.what;
    const auto stored = read([](Queries& queries) { return queries.lead("a"); });
    EXPECT_EQ(stored->json, other.json);
    EXPECT_EQ(stored->owner, other.owner);
    EXPECT_EQ(stored->owner_because, other.owner_because);
    EXPECT_EQ(stored->work_id, other.work_id.empty() ? "a" : other.work_id);
    EXPECT_EQ(match({a, b}), 1);
  }
  write([](WriteBatch& batch) {
    batch.clear_refined({});
  });  // the leads go with their notices, until the next match
  EXPECT_EQ(match({a, b}), 2);
  EXPECT_TRUE(read([](Queries& queries) { return queries.lead("a"); }));
}

struct Fault {
  Act act;
  const char* part;  // of the message; empty: nothing is wrong
};

TEST(AnAct, IsRefusedWithTheReason) {
  const Fault cases[] = {
      {{"claim", "li", "", "", kNow}, ""},
      {{"buy", "li", "", "", kNow}, "one of claim"},
      {{"claim", "", "", "", kNow}, "nobody"},
      {{"reject", "li", "", "", kNow}, "reason"},
      {{"note", "li", "", "", kNow}, "words"},
      {{"note", "li", "", std::string(4001, 'x'), kNow}, "longer"},
      {{"snooze", "li", "2026-07-26", "", kNow}, ""},
      {{"snooze", "li", "2026-07-25", "", kNow}, "after today"},
      {{"snooze", "li", "2026-7-26", "", kNow}, "YYYY-MM-DD"},
      {{"snooze", "li", "2029-07-26", "", kNow}, "two years"},
      {{"status", "li", "won", "", kNow}, ""},
      {{"status", "li", "", "", kNow}, ""},
      {{"status", "li", "happy", "", kNow}, "contacted"},
  };
  for (const auto& [act, part] : cases) {
    const auto fault = fault_of(act, "2026-07-25");
    EXPECT_EQ(fault.empty(), std::string_view(part).empty()) << act.action << ": " << fault;
    EXPECT_NE(fault.find(part), std::string::npos) << fault;
  }
}

TEST_F(Desks, ViewsAreOnesOwnOrShared) {
  ViewRow mine{"",   "急", "deadline:today..today+7", "deadline", "score\ntitle", false, "li", 1, 1,
               kNow, kNow};
  ViewRow shared = mine;
  shared.person = "wang";
  shared.shared = true;
  shared.position = 0;
  ViewRow private_one = mine;
  private_one.person = "wang";
  private_one.name = "别人的";
  std::string id;
  write([&](WriteBatch& batch) {
    id = batch.add_view(mine);
    batch.add_view(shared);
    batch.add_view(private_one);
  });
  const auto seen = read([](Queries& queries) { return queries.views("li"); });
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].person, "wang");
  EXPECT_EQ(seen[1].columns, "score\ntitle");
  auto changed = seen[1];
  changed.name = "更急";
  write([&](WriteBatch& batch) { batch.replace_view(changed); });
  EXPECT_EQ(read([&](Queries& queries) { return queries.view(id); })->version, 2);
  write([&](WriteBatch& batch) { batch.remove_view(id); });
  EXPECT_FALSE(read([&](Queries& queries) { return queries.view(id); }));
}

TEST_F(Desks, TheLastCorrectionOfAFieldCountsUntilItIsTakenBack) {
  CorrectionRow one{0, "n1", "buyer.name", "\"甲医院\"", "\"乙医院\"", "", "li", "", kNow};
  auto two = one;
  two.value = "\"丙医院\"";
  auto other = one;
  other.field = "project_no";
  write([&](WriteBatch& batch) {
    batch.add_correction(one);
    batch.add_correction(two);
    batch.add_correction(other);
  });
  const auto standing = [&] {
    std::vector<std::string> values;
    read([&](Queries& queries) {
      queries.each_correction([&](const CorrectionRow& row) { values.push_back(row.value); });
      return 0;
    });
    return values;
  };
  EXPECT_EQ(standing(), (std::vector<std::string>{"\"丙医院\"", "\"甲医院\""}));
  two.value.clear();
  write([&](WriteBatch& batch) { batch.add_correction(two); });
  EXPECT_EQ(standing(), (std::vector<std::string>{"\"甲医院\""})) << "of project_no alone";
}

TEST_F(Desks, ANoticeAwaitsItsCorrectionUntilItIsReadWithIt) {
  auto row = notice_row("https://portal.example/1", "采购公告");
  write([&](WriteBatch& batch) { batch.put_notice(row, 1); });
  std::int64_t id = 0;
  write([&](WriteBatch& batch) {
    id = batch.add_correction({0, row.id, "buyer.name", "\"甲医院\"", "", "", "li", "", kNow});
  });
  const auto awaits = [&] {
    return read([&](Queries& queries) { return queries.awaits_correction(row.id); });
  };
  EXPECT_TRUE(awaits());
  write([&](WriteBatch& batch) { batch.put_notice(row, 2); });
  EXPECT_TRUE(awaits()) << "that reading didn't know of it";
  row.corrected = id;
  write([&](WriteBatch& batch) { batch.put_notice(row, 3); });
  EXPECT_FALSE(awaits());
}

}  // namespace
}  // namespace tenderlead::store
