#include "parsers/notice/change_reader.h"

#include <algorithm>
#include <array>

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// No sentence or block seen runs on for longer; beyond that the words are about something else.
constexpr Place kReach = 600;
constexpr int kMostUnits = 12;
// Amendments seen change up to 30 items; a page with more changes than this is a text about something else.
constexpr std::size_t kMostChanges = 200;
// An item is a name, and an old value in a sentence a phrase.
constexpr Place kLongestItem = 80;

// The length of the verb before 为, 至 and 到 by which something is given a new value; 0 where none stands there.
Place change_verb(View before) {
  // 延至 is the shortest of them.
  static constexpr std::array<View, 18> kVerbs = {u"澄清", u"修订", u"更正", u"变更", u"修改", u"调整",
                                                  u"修正", u"更改", u"延期", u"延长", u"推迟", u"顺延",
                                                  u"延后", u"提前", u"延迟", u"更换", u"改",   u"延"};
  for (const View verb : kVerbs)
    if (before.ends_with(verb)) return static_cast<Place>(verb.size());
  return 0;
}

class ChangeReader {
 public:
  ChangeReader(const PageView& view, const std::vector<Mark>& marks, const std::vector<Grid>& grids)
      : view_(view), text_(view.text()), marks_(marks) {
    for (const Grid& grid : grids)
      if (grid.has(Field::new_value)) grids_.push_back(&grid);
  }

  std::vector<ChangeRecord> run() {
    std::erase_if(grids_, [&](const Grid* grid) { return read_grid(*grid); });
    read_labels();
    read_blocks();
    for (Place p = 2; p < text_.size(); ++p) {
      const char16_t c = text_[p];
      if (c != u'为' && c != u'至' && c != u'到' && c != u'成') continue;
      if (const Place verb = change_verb(text_.substr(p - 2, 2)); verb > 0) read_sentence(p - verb, p + 1);
      if (changes_.size() >= kMostChanges) break;
    }
    for (std::size_t at = text_.find(u":原"); at != View::npos; at = text_.find(u":原", at + 1))
      read_then_and_now(static_cast<Place>(at));
    std::stable_sort(changes_.begin(), changes_.end(), [](const ChangeRecord& a, const ChangeRecord& b) {
      return a.after.begin < b.after.begin;
    });
    for (ChangeRecord& change : changes_) read_along(change);
    return std::move(changes_);
  }

 private:
  View words(Stretch place) const { return text_.substr(place.begin, place.size()); }

  bool in_grid(Place place) const {
    const auto next = std::upper_bound(grids_.begin(), grids_.end(), place,
                                       [](Place at, const Grid* grid) { return at < grid->begin; });
    return next != grids_.begin() && place < (*(next - 1))->end;
  }

  // A sentence inside a value that another layout gave tells the same once more.
  bool is_known(Place place) const {
    return std::any_of(changes_.begin(), changes_.end(), [&](const ChangeRecord& change) {
      return (place >= change.after.begin && place < change.after.end) ||
             (place >= change.before.begin && place < change.before.end);
    });
  }

  static bool is_range(View value) {
    for (const View between : {View(u"至"), View(u"到"), View(u"~"), View(u"日-")})
      if (value.find(between) != View::npos) return true;
    return false;
  }

  void add(Stretch item, Stretch before, Stretch after, Layout layout, double confidence) {
    item = without_edges(view_, item);
    before = without_edges(view_, before);
    after = without_edges(view_, after);
    if (changes_.size() >= kMostChanges || after.empty() || (item.empty() && before.empty()) ||
        words(before) == words(after))
      return;
    ChangeRecord change;
    change.item = item;
    change.before = before;
    change.after = after;
    change.layout = layout;
    change.confidence = confidence;
    change.fields = fields_of_item(words(item));
    // 获取时间延长至2026年8月5日: one day is the last one.
    for (Field& field : change.fields)
      if (field == Field::documents_period && !is_range(words(after))) field = Field::documents_until;
    changes_.push_back(std::move(change));
  }

  // 开标时间延期至2026年3月18日9时30分,投标截止时间同步顺延: the sentence puts something else off to the same moment.
  void read_along(ChangeRecord& change) const {
    constexpr Place kRestOfSentence = 60;
    if (change.fields != std::vector{Field::opening_at} && change.fields != std::vector{Field::bid_deadline})
      return;
    const Place stop =
        std::min<Place>(static_cast<Place>(text_.size()), change.after.begin + kRestOfSentence);
    Place clause = change.after.begin;
    for (Place p = clause; p < stop && !closes_sentence(text_[p]); ++p) {
      if (text_[p] == u',') clause = p + 1;
      const View rest = text_.substr(p, 4);
      if (rest != u"同步顺延" && rest != u"相应顺延" && rest != u"同时顺延" && rest != u"一并顺延" &&
          rest != u"同步延期" && rest != u"相应延期")
        continue;
      for (const Field field : fields_of_item(text_.substr(clause, p - clause)))
        if ((field == Field::opening_at || field == Field::bid_deadline) && field != change.fields.front())
          change.along.push_back(field);
      return;
    }
  }

  // 更正事项1：原…更正为… in one cell: the columns can't be told apart, the words can.
  bool tells_change(Stretch cell) const {
    const View told = words(cell);
    return told.find(u"更正为") != View::npos || told.find(u"变更为") != View::npos ||
           told.find(u"修改为") != View::npos || told.find(u"澄清为") != View::npos ||
           told.starts_with(u"更正事项") || told.starts_with(u"原");
  }

  // Whether sentences may tell more of the table than its cells.
  bool read_grid(const Grid& grid) {
    const int fresh = grid.column_of(Field::new_value);
    bool told = false;
    const int item = grid.column_of(Field::changed_item);
    const int old = grid.column_of(Field::old_value);
    const auto cell = [](const std::vector<Stretch>& row, int column) {
      return column >= 0 ? row[static_cast<std::size_t>(column)] : Stretch{};
    };
    for (const auto& row : grid.rows) {
      const Stretch what = cell(row, item);
      const Stretch before = cell(row, old);
      const Stretch after = cell(row, fresh);
      if ((before.empty() || what.empty()) && tells_change(after)) {
        told = true;
        continue;
      }
      // A cell without an item of its own, or with a general one, names it itself: 开标时间：2026年8月7日.
      const auto parts =
          fields_of_item(words(what)).empty() ? labelled_parts(view_, after) : std::vector<LabelledPart>();
      const bool labelled =
          !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](const LabelledPart& part) {
            return !fields_of_item(words(part.label)).empty();
          });
      if (labelled)
        pair_up(labelled_parts(view_, before), parts, what, Layout::grid, 0.85);
      else
        add(what, before, after, Layout::grid, 0.9);
    }
    return told;
  }

  // 更正前内容：… / 更正后内容：… without a table's head.
  void read_labels() {
    Stretch item, before;
    for (const Mark& mark : marks_) {
      if (mark.heading) {
        item = before = {};
        continue;
      }
      if (mark.field != Field::changed_item && mark.field != Field::old_value &&
          mark.field != Field::new_value)
        continue;
      if (in_grid(mark.begin)) continue;
      const Stretch value = extent_of(view_, mark, value_of(view_, mark));
      if (mark.field == Field::changed_item) {
        item = value;
      } else if (mark.field == Field::old_value) {
        before = value;
      } else if (!before.empty() && mark.at_start) {
        const char16_t last = text_[mark.label_end - 1];
        if (last != u'为' && last != u'至') {
          if (item.size() > kLongestItem || before.begin < item.end) item = {};
          pair_up(as_one(labelled_parts(view_, before)), as_one(labelled_parts(view_, value)), item,
                  Layout::label, 0.88);
        }
        before = {};
      }
    }
  }

  // Lines with labels of their own for old and new values.
  void read_blocks() {
    for (const ChangeBlock& block : read_change_blocks(view_, marks_)) {
      const auto told = [this](const LabelledPart& part) {
        return in_grid(part.value.begin) || is_known(part.value.begin);
      };
      if (std::any_of(block.fresh.begin(), block.fresh.end(), told) ||
          std::any_of(block.old.begin(), block.old.end(), told))
        continue;
      pair_up(as_one(block.old), as_one(block.fresh), {}, Layout::label, 0.86);
    }
  }

  bool names_fields(const std::vector<LabelledPart>& parts) const {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const LabelledPart& part) { return !fields_of_item(words(part.label)).empty(); });
  }

  // The parts as one where none of them is a field of ours: a paragraph with colons in it is one value.
  std::vector<LabelledPart> as_one(std::vector<LabelledPart> parts) const {
    if (parts.size() < 2 || names_fields(parts)) return parts;
    const Place begin = parts.front().label.empty() ? parts.front().value.begin : parts.front().label.begin;
    return {{{}, {begin, parts.back().value.end}}};
  }

  // New values to their old ones: by what they are, else by their labels' words, else by their order.
  void pair_up(const std::vector<LabelledPart>& old, const std::vector<LabelledPart>& fresh, Stretch item,
               Layout layout, double confidence) {
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      const LabelledPart& part = fresh[i];
      const std::vector<Field> fields = fields_of_item(words(part.label));
      auto match = std::find_if(old.begin(), old.end(), [&](const LabelledPart& other) {
        return !part.label.empty() && words(other.label) == words(part.label);
      });
      if (match == old.end() && !fields.empty())
        match = std::find_if(old.begin(), old.end(), [&](const LabelledPart& other) {
          return fields_of_item(words(other.label)) == fields;
        });
      if (match == old.end() && old.size() == fresh.size()) {
        const auto other = old.begin() + static_cast<std::ptrdiff_t>(i);
        if (part.label.empty() || other->label.empty()) match = other;
      }
      // 原A：x，现更正为y，地点：z
      if (match == old.end() && i == 0 && part.label.empty() && !old.empty()) {
        match = old.begin();
        // …(项目编号：A-1),开标时间：x,现改为y: the nearest that is a field of ours.
        for (auto other = old.begin(); other != old.end(); ++other)
          if (!fields_of_item(words(other->label)).empty()) match = other;
      }
      Stretch what = part.label;
      if (match != old.end() && what.empty()) what = match->label;
      if (what.empty()) what = item;
      add(what, match != old.end() ? match->value : Stretch{}, part.value, layout, confidence);
    }
  }

  bool begins_with_any(Place at, Place end, std::initializer_list<View> leads) const {
    const View rest = text_.substr(at, end - at);
    return std::any_of(leads.begin(), leads.end(), [&](View lead) { return rest.starts_with(lead); });
  }

  // 地点不变: a clause of its own at `at`.
  bool says_unchanged(Place at, Place end) const {
    constexpr std::size_t kLongest = 14;
    const std::size_t stop = text_.substr(0, end).find_first_of(u",。;", at);
    const View clause = text_.substr(at, std::min<std::size_t>(stop, end) - at);
    return clause.size() <= kLongest && clause.ends_with(u"不变");
  }

  // 响应文件递交截止及开标时间延至…: a clause at `at` that tells the next change.
  bool tells_next_change(Place at, Place end) const {
    const std::size_t stop = std::min<std::size_t>(text_.substr(0, end).find_first_of(u",。;", at), end);
    for (std::size_t p = at + 2; p < stop; ++p) {
      const char16_t c = text_[p];
      if (c != u'为' && c != u'至' && c != u'到') continue;
      const Place verb = change_verb(text_.substr(p - 2, 2));
      if (verb > 0 && p > at + verb) return !fields_of_item(text_.substr(at, p - verb - at)).empty();
    }
    return false;
  }

  // Where the new value that begins at `from` has ended.
  Place end_of_new(Place from, bool quoted) const {
    const Place stop = std::min<Place>(static_cast<Place>(text_.size()), from + kReach);
    if (quoted)
      for (Place p = from; p < stop; ++p)
        if (closes_quote(text_[p])) return p;
    const std::size_t u = view_.unit_at(from);
    const Place end = std::min(stop, view_.units()[u].end);
    int depth = 0;
    for (Place p = from; p < end; ++p) {
      if (text_[p] == u'(') ++depth;
      if (text_[p] == u')' && depth > 0) --depth;
      if (closes_sentence(text_[p])) return p;
      if (depth == 0 && text_[p] == u',' &&
          (begins_with_any(
               p + 1, end,
               {u"其他", u"其余", u"其它", u"原", u"请", u"具体", u"特此", u"由此", u"给", u"敬请", u"并"}) ||
           says_unchanged(p + 1, end) || tells_next_change(p + 1, end)))
        return p;
    }
    return end;
  }

  // Where the old values of a cue at `at` may begin.
  Place start_of_old(Place at, std::size_t unit) const {
    const auto& units = view_.units();
    Place floor = at > kReach ? at - kReach : 0;
    for (const ChangeRecord& change : changes_)
      if (change.after.end <= at) floor = std::max(floor, change.after.end);
    Place from = std::max(units[unit].begin, floor);
    // Nothing stands before 变更为： in its line: the lines above it do, up to the one that opens the item.
    const bool block = without_lead_in(view_, from, at) <= from + 1;
    for (int lines = 0; block && lines < kMostUnits && unit > 0; ++lines) {
      const Unit& above = units[--unit];
      if (above.begin < floor || above.table != units[unit + 1].table) break;
      // 更正内容：… ends the block, with what stands behind the colon in it.
      const auto mark = std::lower_bound(marks_.begin(), marks_.end(), above.begin,
                                         [](const Mark& m, Place place) { return m.begin < place; });
      const bool heads = mark != marks_.end() && mark->begin < above.end && mark->at_start &&
                         (mark->heading || mark->field == Field::changed_item) && text_[above.begin] != u'原';
      if (heads) {
        if (mark->value_begin < above.end) from = std::min(mark->value_begin, from);
        break;
      }
      if (ends_change_block(view_, marks_, above)) break;
      from = above.begin;
      if (skip_numbering(view_, above.begin, above.end) > above.begin) break;
    }
    return from;
  }

  // 最高限价：原200万元,现198万元: figures alone, with the item's colon at `colon`.
  void read_then_and_now(Place colon) {
    if (in_grid(colon) || is_known(colon + 2)) return;
    const Unit& unit = view_.units()[view_.unit_at(colon)];
    Place item = colon;
    while (item > unit.begin && colon - item < kLongestItem && !closes_sentence(text_[item - 1]) &&
           text_[item - 1] != u',' && text_[item - 1] != u':')
      --item;
    item = skip_numbering(view_, item, colon);
    Place stop = colon + 2;
    while (stop < unit.end && !closes_sentence(text_[stop])) ++stop;
    const std::size_t now = text_.substr(0, stop).find(u",现", colon);
    if (now == View::npos || fields_of_item(text_.substr(item, colon - item)).empty()) return;
    const auto figure = [&](Place from, Place end) {
      from = past_leads(view_, from, end, {u"为", u":", u"是"});
      return from < end && (is_digit(text_[from]) || text_[from] == u'¥') ? Stretch{from, end} : Stretch{};
    };
    const auto comma = static_cast<Place>(now);
    const Stretch before = figure(colon + 2, comma);
    const Stretch after = figure(comma + 2, stop);
    if (!before.empty() && !after.empty()) add({item, colon}, before, after, Layout::prose, 0.84);
  }

  // 更正为 stands at [cue, after).
  void read_sentence(Place cue, Place after) {
    if (in_grid(cue) || is_known(cue)) return;
    const std::size_t u = view_.unit_at(cue);
    const auto& units = view_.units();
    if (u >= units.size() || after > units[u].end) return;
    const FormerValues old = read_former(view_, start_of_old(cue, u), cue);

    Place from = past_leads(view_, after, units[u].end, {u"如下", u"以下内容", u":", u",", u"["});
    std::vector<LabelledPart> fresh;
    Place end = from;
    if (from >= units[u].end) {
      std::size_t next = u + 1;
      for (int lines = 0; next < units.size() && lines < kMostUnits; ++next, ++lines) {
        if (units[next].table != units[u].table || ends_change_block(view_, marks_, units[next]) ||
            units[next].begin - cue > kReach)
          break;
        end = units[next].end;
      }
      if (next == u + 1) return;
      fresh = labelled_parts(view_, {units[u + 1].begin, end});
    } else {
      const bool quoted = opens_quote(text_[from]);
      if (quoted) ++from;
      end = end_of_new(from, quoted);
      fresh = labelled_parts(view_, {from, end});
    }
    const bool told = std::any_of(fresh.begin(), fresh.end(),
                                  [this](const LabelledPart& part) { return is_known(part.value.begin); });
    if (fresh.empty() || told) return;
    Stretch item = without_edges(view_, old.item);
    if (item.size() > kLongestItem) item = {};
    const double confidence = old.parts.empty() ? 0.72 : 0.85;
    pair_up(as_one(old.parts), as_one(std::move(fresh)), item, Layout::prose, confidence);
  }

  const PageView& view_;
  View text_;
  const std::vector<Mark>& marks_;
  std::vector<const Grid*> grids_;  // those with a column of new values, in reading order
  std::vector<ChangeRecord> changes_;
};

}  // namespace

std::vector<ChangeRecord> read_changes(const PageView& view, const std::vector<Mark>& marks,
                                       const std::vector<Grid>& grids) {
  return ChangeReader(view, marks, grids).run();
}

void use_changes(const PageView& view, const std::vector<ChangeRecord>& changes,
                 std::vector<Finding>& findings) {
  const auto is_changed = [&](Field field) {
    return std::any_of(changes.begin(), changes.end(), [&](const ChangeRecord& change) {
      return std::find(change.fields.begin(), change.fields.end(), field) != change.fields.end();
    });
  };
  // 原定响应文件递交截止时间为…: of before, whatever the sentence goes on to say.
  std::erase_if(findings, [&](const Finding& finding) {
    constexpr View kFormer = u"原定";
    return !finding.label.empty() && is_changed(finding.field) &&
           view.text().substr(0, finding.label.begin).ends_with(kFormer);
  });
  std::erase_if(findings, [&](const Finding& finding) {
    return std::any_of(changes.begin(), changes.end(), [&](const ChangeRecord& change) {
      // 开标时间：原为A，现更正为B is one value of its label, and neither.
      constexpr Place kLead = 8;
      const bool both = finding.value.begin <= change.before.begin &&
                        change.before.begin - finding.value.begin <= kLead &&
                        change.after.begin < finding.value.end && change.before.begin < change.before.end;
      return both || (finding.value.begin >= change.before.begin && finding.value.begin < change.before.end);
    });
  });
  for (const ChangeRecord& change : changes) {
    std::vector<Field> fields = change.fields;
    fields.insert(fields.end(), change.along.begin(), change.along.end());
    for (const Field field : fields) {
      Finding finding;
      finding.field = field;
      finding.value = finding.extent = change.after;
      finding.label = change.layout == Layout::prose ? Stretch{} : change.item;
      finding.layout = change.layout;
      finding.pattern = change.pattern;
      finding.confidence = change.confidence;
      finding.section = Section::amendment;
      findings.push_back(finding);
    }
  }
}

}  // namespace tenderlead::parsers::notice
