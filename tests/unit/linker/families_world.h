// A world in which one family of notices happens: who buys what, and how three portals write it. See families.h.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "families.h"
#include "model/notice.h"

namespace tenderlead::linker {

// SplitMix64: the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  int below(int count) { return static_cast<int>(next() % static_cast<std::uint64_t>(count)); }
  int between(int low, int high) { return low + below(high - low + 1); }
  bool chance(int percent) { return below(100) < percent; }
  template <typename T, std::size_t N>
  const T& any(const std::array<T, N>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(N)))];
  }

 private:
  std::uint64_t state_;
};

inline constexpr std::array kPlaces = {"云溪市", "青禾县",   "白石区", "临川湾市",
                                       "松岭县", "金沙洲市", "北屏区", "望江口县"};
inline constexpr std::array kThings = {
    "儿童保健信息系统", "妇幼健康信息平台", "电子病历系统",     "检验信息系统",     "医学影像云平台",
    "手术麻醉信息系统", "互联网医院平台",   "医院信息集成平台", "病案无纸化系统",   "护理管理系统",
    "输血管理系统",     "体检中心管理软件", "院感监测系统",     "临床决策支持系统", "移动护理终端",
    "彩色超声诊断仪",   "数字化手术室",     "全自动生化分析仪", "医用冷藏箱",       "后勤一站式服务平台"};

// A procurement of the world.
struct Plan {
  std::string buyer, name, number, truth;
  int day = 0;  // of the tender, since 1970
  std::int64_t budget = 0;
  std::string supplier;
  std::string lot;
};

// How its notices are written.
struct Style {
  int number = 75, buyer = 90, budget = 80;  // per cent of the notices that state them
  std::string contract_no;
  std::string own_number;  // instead of the plan's
  std::string suffix;      // behind the number
  std::string mark;        // behind the name
  int shift = 0;           // 万元 by which an intention's budget is off
};

class World {
 public:
  World(std::uint64_t seed, std::string family, std::vector<FamilyNotice>& out);

  Plan plan();
  // Makes it another procurement of the same buyer and name.
  void renew(Plan& plan);
  std::string number(int day);
  std::string supplier();
  // One notice on one portal: "gov", "exchange" or "hospital".
  void put(const Plan& plan, NoticeKind kind, int day, const std::string& portal, const Style& style);
  // The same on so many portals (0: one to three), on the later ones up to four days later.
  void spread(const Plan& plan, NoticeKind kind, int day, const Style& style, int portals = 0);
  // From intention to acceptance, as far as it is announced.
  void course(const Plan& plan, const Style& style, int portals = 0);

  Random random;

 private:
  std::string written(std::string number);

  std::string family_;
  std::uint64_t seed_;
  std::vector<FamilyNotice>& out_;
  int count_ = 0;
};

}  // namespace tenderlead::linker
