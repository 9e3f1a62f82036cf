// Simulated websites of hospitals in many shapes, for crawls that have to find their way from the home page: what a
// menu is made of, how addresses look, how deep the columns lie. Each says which of its pages are wanted; the others
// (recruitment, the party's work, health advice, experts, ...) are what a crawl should leave aside.
//
// Two sets. The scorer of links was made with the first in sight; the second was written after it and is never tuned for.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/portal/render.h"

namespace tenderlead::portal {

struct HospitalSite {
  std::string name;                          // of the shape: "mega_menu"
  std::string home;                          // where a crawl starts
  std::map<std::string, std::string> pages;  // by absolute URL; UTF-8 HTML
  // Introduction, departments, information department, leadership, contact, the columns of news and procurement, the
  // notices of the latter's first two pages, and news about information systems.
  std::vector<std::string> wanted;
  std::vector<std::string> notices;  // of the wanted ones, those that are notices
  std::string hospital;              // its name
};

std::vector<HospitalSite> first_hospital_sites(std::uint64_t seed);
std::vector<HospitalSite> withheld_hospital_sites(std::uint64_t seed);

// What all shapes are built of. A shape sets `frame`, `list_path` and `item_path`, and calls the members for the columns
// that it has; paths are absolute URLs or below the origin.
class HospitalSiteBuilder {
 public:
  HospitalSiteBuilder(std::string name, std::string origin, std::uint64_t seed);

  struct Item {
    std::string title;
    std::string content;
    std::string day;
    bool wanted = false;
    bool notice = false;
  };
  // How the list of a column is written: its items with their URLs, and the address of the next page (empty: the last).
  using ListWriter = std::function<std::string(const std::vector<ListEntry>&, const std::string& next)>;

  std::function<std::string(const std::string& title, const std::string& content)> frame;
  std::function<std::string(const std::string& column, int page)> list_path;
  std::function<std::string(const std::string& column, int number)> item_path;
  ListWriter write_list;

  const Office& hospital() const { return hospital_; }
  const std::vector<Item>& news() const { return news_; }
  const std::vector<Item>& purchases() const { return purchases_; }

  std::string url(const std::string& path) const;
  void page(const std::string& path, const std::string& title, const std::string& content,
            bool wanted = false);
  void raw(const std::string& path, std::string html, bool wanted = false);
  void introduction(const std::string& path);
  void departments(const std::string& path);
  void contact(const std::string& path);
  void information_department(const std::string& path, const std::string& name);
  void leadership(const std::string& path);
  // A column with its items, ten a page. Pages beyond the second aren't wanted.
  void column(const std::string& column, const std::string& title, const std::vector<Item>& items,
              bool wanted);
  void news_column(const std::string& column, const std::string& title) {
    this->column(column, title, news_, true);
  }
  void procurement_column(const std::string& column, const std::string& title) {
    this->column(column, title, purchases_, true);
  }
  // Items that nobody wants, on a subject: 人才招聘, 党建工作, 健康科普, 科室动态.
  void idle_column(const std::string& column, const std::string& subject, int count);
  // Links "<li><a href=..>" to the first `count` of a column's items, as home pages show them.
  std::string latest(const std::string& column, const std::vector<Item>& items, int count) const;
  HospitalSite finish(const std::string& home);

 private:
  HospitalSite site_;
  std::string origin_;
  Office hospital_;
  HospitalPages texts_;
  std::vector<Item> news_;
  std::vector<Item> purchases_;
};

}  // namespace tenderlead::portal
