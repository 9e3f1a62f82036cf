// Which known organisation a name means: one of them with the reasons, several that it may mean, or none. It never guesses: where
// more than one fits, or where the only one that fits is one of several that the words allow, a person decides.
//
//   NameResolver resolver(places);
//   resolver.add({.id = "a", .name = "宁波市镇海区人民医院", .region = 330211});
//   resolver.resolve({.name = "镇海区人民医院", .region = 330000}).id;   // "a"
//
// How it works: every reading of a known name, with its place taken off and in one spelling (name_text.h), is a key; a name that is
// asked for goes through the same and must agree in what is left, in the branch, and in the place. 第一 and 第二, 人民医院 and 中医院, 某市 and 某县,
// a branch and its main house have different keys or places, so they can't meet. What is asked for is looked up strictly first and loosely
// after that; a loose answer must also be the only one.
//
// resolve() is const and thread-safe while nothing is added.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linker/places.h"
#include "model/organisation.h"

namespace tenderlead::linker {

struct KnownName {
  enum class As { name, alias, former } as = As::name;
  std::string id;
  std::string name;  // as written; names in its brackets count as aliases and former names
  PlaceCode region = 0;
  OrganisationKind kind = OrganisationKind::other;
};

struct NameQuestion {
  std::string_view name;  // as written
  PlaceCode region =
      0;  // where the notice says that it is; may be any level, or wrong where the name itself has a place
  // Only decides between several: a supplier of a hospital's name.
  const OrganisationKind* kind = nullptr;
};

struct Candidate {
  std::string id;
  std::vector<std::string> reasons;  // in Chinese, for whoever decides
};

struct Resolution {
  enum class Status { resolved, ambiguous, unknown } status = Status::unknown;
  std::string id;                    // resolved
  std::vector<std::string> reasons;  // resolved
  std::vector<Candidate>
      candidates;  // ambiguous, by id, 20 at most; one alone where the words allow unknown others
  // Unknown, and by its words a branch of this known main house.
  std::string main_house;
};

class NameResolver {
 public:
  // `places` must outlive the resolver.
  explicit NameResolver(const Places& places) : places_(places) {}

  void add(const KnownName& known);
  std::size_t size() const { return names_.size(); }

  Resolution resolve(const NameQuestion& question) const;

  // What two spellings of one name share, for an id that doesn't depend on which of them was seen first: the name in one spelling
  // without its place, and the code of the place where the words (or `region`, between places of one name) say which.
  struct Identity {
    std::string words;
    PlaceCode place = 0;
  };
  Identity identity(std::string_view name, PlaceCode region) const;

  // Two names of one organisation that are written without anything between, 成都市甲医院成都市乙医院: the second begins with a place in full, or
  // with the first one's. `region` bears them out: 北京大学第一医院宁夏妇女儿童医院 is not in Beijing. Empty for one name, and for text that isn't
  // folded (name_text.h).
  std::vector<std::u32string> run_together(std::u32string_view name, PlaceCode region) const;

 private:
  // One reading of a name: what is left behind its place.
  struct Form {
    std::u32string key;  // "第1人民医院", "第1人民医院#东分院"
    std::vector<PlaceCode> places;
    bool university_left_out = false;
    std::vector<PlaceCode> around;  // of what was left out
    // Of the reading of nothing: the places that the front is in full after all, where several share it (龙华区, 白水县).
    std::vector<PlaceCode> shared_front;
  };
  struct Entry {
    std::uint32_t name = 0;  // of names_
    std::vector<PlaceCode> places;
    bool university_left_out = false;
  };
  struct Name {
    std::string id;
    PlaceCode region = 0;
    OrganisationKind kind = OrganisationKind::other;
    KnownName::As as = KnownName::As::name;
  };
  struct Match;
  using Index = std::unordered_map<std::u32string, std::vector<Entry>>;

  std::vector<Form> forms(std::u32string_view name, bool loose) const;
  void add_one(const KnownName& known, std::u32string_view name, KnownName::As as);
  Resolution resolve_one(std::u32string_view name, const NameQuestion& question) const;
  void collect(const std::vector<Form>& forms, const Index& index, const NameQuestion& question, bool loose,
               std::vector<Match>& matches) const;

  const Places& places_;
  std::vector<Name> names_;
  Index strict_;
  Index loose_;
};

}  // namespace tenderlead::linker
