// A store in a folder of its own that goes with the test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <sstream>
#include <string>

#include "store/ids.h"
#include "store/notice_terms.h"
#include "store/store.h"
#include "wire/json.h"

namespace tenderlead::store {

class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "tenderlead-store-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::filesystem::path path() const { return folder_ / "data" / "tenderlead.db"; }
  Store& store() {
    if (!store_) {
      auto opened = Store::open(path(), OpenMode::create);
      if (!opened) throw std::runtime_error(opened.error().message);
      store_ = std::move(*opened);
    }
    return *store_;
  }
  void write(const std::function<void(WriteBatch&)>& work) {
    const auto outcome = store().write(work);
    ASSERT_TRUE(outcome) << outcome.error().message;
  }
  template <typename Work>
  auto read(Work&& work) {
    auto answer = store().read(std::forward<Work>(work));
    if (!answer) throw std::runtime_error(answer.error().message);
    return std::move(*answer);
  }
  std::string dump() {
    std::ostringstream out;
    EXPECT_TRUE(store().dump(out));
    return out.str();
  }

  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

inline UrlTask detail_task(const std::string& url) {
  UrlTask task;
  task.source_id = "portal";
  task.role = PageRole::notice;
  task.url = url;
  return task;
}

inline NoticeRow notice_row(const std::string& url, const std::string& title, const std::string& text = "") {
  Notice notice;
  notice.url = url;
  notice.title = title;
  notice.text = text;
  NoticeRow row;
  row.id = notice_id("portal", url);
  row.source_id = "portal";
  row.url = url;
  row.title = title;
  row.published_at = "2026-04-01";
  row.json = wire::to_json_text(notice);
  row.grams = notice_terms(notice);
  return row;
}

}  // namespace tenderlead::store
