// A service over a store of its own, asked without sockets.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "web/api/people/first_run.h"
#include "web/auth/secrets.h"
#include "web/http/negotiation.h"
#include "web/service.h"

namespace tenderlead::web {

// What a test asks; everything but method and path may stay away.
struct Ask {
  std::string method;
  std::string path;  // with its query
  std::string body{};
  HeaderList headers{};
};

class ServiceTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "tenderlead-web-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    auto opened = store::Store::open(path(), store::OpenMode::create);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
    ServiceOptions options;
    options.now = [this] { return now_; };
    options.steady = [this] { return std::chrono::steady_clock::time_point(std::chrono::seconds(now_)); };
    options.catalogue.products = {{"lis", "检验系统", "Laboratory system"}};
    options.catalogue.people = {{"wang", "王某", {}}};
    options.catalogue.regions = {
        {"510000", "四川省", {}}, {"510100", "四川省成都市", {}}, {"510117", "四川省成都市郫都区", {}}};
    options.reach.public_url = "http://127.0.0.1:8080";
    options.reach.behind_proxy = behind_proxy_;
    options.log = [this](const std::string& words) { log_ += words + "\n"; };
    prepare(options);
    auto made = Service::make(*store_, std::move(options));
    ASSERT_TRUE(made) << made.error().message;
    service_ = std::move(*made);
  }
  void TearDown() override {
    service_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  // What a test wants otherwise.
  virtual void prepare(ServiceOptions&) {}

  std::filesystem::path path() const { return folder_ / "tenderlead.db"; }
  Response ask(const Ask& what) const {
    Request request;
    request.method = what.method;
    const auto target = parse_target(what.path);
    EXPECT_TRUE(target) << what.path;
    if (target) request.target = *target;
    request.headers = what.headers;
    if (!what.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    request.body = what.body;
    request.peer = "192.0.2.7";
    return finished(request, service_->respond(request));
  }
  static boost::json::object json(const Response& response) {
    boost::json::error_code error;
    const auto value = boost::json::parse(response.bytes(), error);
    EXPECT_TRUE(!error && value.is_object()) << response.status << " " << response.bytes();
    return !error && value.is_object() ? value.get_object() : boost::json::object{};
  }
  static std::string text(const boost::json::object& object, const char* name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : std::string();
  }

  // Somebody of the service; `id` is "id-LOGIN".
  void add_user(const std::string& login, Role role, const std::string& password = {}) {
    store::UserRow user;
    user.id = "id-" + login;
    user.login = login;
    user.name = login;
    user.person = login;
    user.role = to_string(role);
    user.password = password.empty() ? "x" : password_hash(password);
    user.created_at = now_;
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { EXPECT_TRUE(batch.add_user(user)); }));
  }
  // The headers of somebody's own session, made without signing in.
  HeaderList session_of(const std::string& login) {
    const auto token = new_token();
    const store::SessionRow session{token_digest(token), new_token(), "id-" + login, now_, now_,
                                    now_ + 7 * 86'400};
    EXPECT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.add_session(session); }));
    return {{"Cookie", "tenderlead=" + token}, {"X-CSRF-Token", csrf_token(token)}};
  }
  std::vector<store::AuditRow> audit() {
    return *store_->read([](store::Queries& queries) { return queries.audit({}); });
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Service> service_;
  std::int64_t now_ = 1'780'000'000;
  bool behind_proxy_ = false;
  std::string log_;
};

// Headers of one list with those of another behind them.
inline HeaderList with(HeaderList headers, const HeaderList& more) {
  headers.insert(headers.end(), more.begin(), more.end());
  return headers;
}

}  // namespace tenderlead::web
