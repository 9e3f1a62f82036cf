// The whole service over a real store with a few leads, asked over real sockets on loopback by people of every role.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "store/ids.h"
#include "store/store.h"
#include "web/auth/secrets.h"
#include "web/http/server.h"
#include "web/service.h"
#include "wire/json.h"

namespace tenderlead::web {

namespace json = boost::json;

struct Answer {
  int status = 0;
  std::string body;
  std::map<std::string, std::string> headers;  // names in small letters

  json::object object() const {
    boost::json::error_code error;
    auto value = json::parse(body, error);
    return !error && value.is_object() ? value.get_object() : json::object();
  }
  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

class LeadService : public testing::Test {
 protected:
  static constexpr std::int64_t kNow = 1'785'000'000;  // 2026-07-26 01:20 in China

  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "tenderlead-web-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    auto opened = store::Store::open(folder_ / "tenderlead.db", store::OpenMode::create);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
    add_people();
    ServiceOptions options;
    options.now = [this] { return now_; };
    options.catalogue.products = {{"emr", "电子病历", "EMR"}, {"his", "医院信息系统", "HIS"}};
    options.catalogue.people = {{"li", "李", ""}, {"wang", "王", ""}};
    options.catalogue.regions = {
        {"510000", "四川省", ""}, {"510100", "四川省成都市", ""}, {"330000", "浙江省", ""}};
    options.reach.public_url = "https://leads.example";
    options.actions.show_page = [this](const PageAsk& ask) -> Result<StoredPage> {
      if (page_.empty()) return Error{ErrorCode::not_found, "There is no such page."};
      return StoredPage{page_ + ask.highlight};
    };
    prepare(options);
    auto made = Service::make(*store_, std::move(options));
    ASSERT_TRUE(made) << made.error().message;
    service_ = std::move(*made);
    auto server = Server::start({}, [this](const Request& request) { return service_->respond(request); });
    ASSERT_TRUE(server) << server.error().message;
    server_ = std::move(*server);
  }
  // What a test wants otherwise.
  virtual void prepare(ServiceOptions&) {}
  void TearDown() override {
    socket_.reset();
    server_.reset();
    service_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  // As long as tokens are.
  static std::string token_of(const std::string& login) {
    return login + std::string(43 - login.size(), 'x');
  }

  void add_people() {
    for (const auto* login : {"viewer", "li", "wang", "admin", "sichuan"}) {
      const std::string name(login);
      store::UserRow user;
      user.id = user.login = user.name = user.person = name;
      user.role = name == "li" || name == "sichuan" ? "sales" : name == "wang" ? "manager" : name;
      if (name == "sichuan") user.regions = {"51"};
      store::ApiTokenRow token;
      token.id = "token-" + name;
      token.user_id = name;
      token.digest = token_digest(token_of(name));
      for (const auto right : kAllRights)
        if (right != Right::nothing) token.rights.emplace_back(to_string(right));
      ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) {
        batch.add_user(user);
        batch.add_api_token(token);
      }));
    }
  }

  // A notice and a lead that rests on it.
  void put(const std::string& id, int score, const std::string& region, const std::string& deadline,
           const std::function<void(Lead&, store::LeadRow&)>& change = {}) {
    const std::string url = "https://portal.example/" + id;
    Notice notice;
    notice.url = url;
    notice.title = "青岚市人民医院" + id + "采购公告";
    notice.buyer = {"青岚市人民医院", "", "周工", "028-85551234"};
    notice.text = "采购人：青岚市人民医院 电话 13812345678";
    notice.evidence["buyer.name"] = {"青岚市人民医院", 4, 11, "label:采购人", 0.9, {}, 0, {}};
    store::NoticeRow row;
    row.id = store::notice_id("portal", url);
    row.source_id = "portal";
    row.url = url;
    row.kind = "tender";
    row.title = notice.title;
    row.region_code = region;
    row.published_at = "2026-07-20";
    row.json = wire::to_json_text(notice);
    Lead lead;
    lead.id = id;
    lead.product = "emr";
    lead.organisation = "青岚市人民医院";
    lead.title = notice.title;
    lead.notice_id = row.id;
    lead.notices = {row.id};
    lead.plan = {{"plans/call", "phone", "周工 13812345678", "", "谈方案", "", "周工", "13812345678", {}}};
    store::LeadRow out;
    out.id = id;
    out.kind = "open_tender";
    out.product = lead.product;
    out.organisation = lead.organisation;
    out.organisation_id = "o1";
    out.notice_id = row.id;
    out.region_code = region;
    out.title = lead.title;
    out.score = score;
    out.grade = score >= 75 ? "A" : "B";
    out.act_by = deadline;
    out.published_at = "2026-07-20";
    out.opened_at = "2026-07-20";
    out.changed_at = "2026-07-25";
    out.price_low = 120;
    out.price_high = 300;
    if (change) change(lead, out);
    out.json = wire::to_json_text(lead);
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) {
      batch.put_notice(row, 1);
      batch.put_lead(out);
    }));
  }

  using Headers = std::map<std::string, std::string>;
  Answer ask(const std::string& method, const std::string& target, const std::string& who,
             const std::string& body = {}, const Headers& headers = {}) {
    namespace http = boost::beast::http;
    if (!socket_) {
      socket_ = std::make_unique<boost::asio::ip::tcp::socket>(io_);
      socket_->connect({boost::asio::ip::make_address("127.0.0.1"), server_->port()});
    }
    http::request<http::string_body> request;
    request.method_string(method);
    request.target(target);
    request.version(11);
    request.set(http::field::host, "127.0.0.1");
    if (!who.empty()) request.set(http::field::authorization, "Bearer " + token_of(who));
    if (!body.empty()) request.set(http::field::content_type, "application/json");
    for (const auto& [name, value] : headers) request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    http::write(*socket_, request);
    http::response_parser<http::string_body> parser;
    parser.body_limit(64 << 20);
    boost::beast::flat_buffer buffer;
    http::read(*socket_, buffer, parser);
    auto response = parser.release();
    Answer answer{static_cast<int>(response.result_int()), response.body(), {}};
    for (const auto& field : response) {
      std::string name(field.name_string());
      for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
      answer.headers[name] = std::string(field.value());
    }
    if (!response.keep_alive()) socket_.reset();
    return answer;
  }
  Answer get(const std::string& target, const std::string& who = "li") { return ask("GET", target, who); }
  std::string tag(const std::string& id) { return get("/api/v1/leads/" + id, "admin").header("etag"); }
  Answer act(const std::string& id, const std::string& body, const std::string& who = "li") {
    return ask("POST", "/api/v1/leads/" + id + "/actions", who, body, {{"If-Match", tag(id)}});
  }
  // Ids of a list's items, in their order, with spaces between.
  std::string ids(const Answer& answer) {
    std::string out;
    const auto object = answer.object();
    const auto* items = object.if_contains("items");
    if (items == nullptr) return "status " + std::to_string(answer.status) + " " + answer.body;
    for (const auto& item : items->as_array()) {
      const auto& lead = item.as_object().contains("lead") ? item.at("lead").as_object() : item.as_object();
      out += (out.empty() ? "" : " ") + std::string(lead.at("id").as_string());
    }
    return out;
  }
  std::size_t audited(const std::string& action) {
    return store_->read([&](store::Queries& queries) { return queries.audit({.actions = {action}}).size(); })
        .value();
  }

  std::filesystem::path folder_;
  std::int64_t now_ = kNow;
  std::string page_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Server> server_;
  boost::asio::io_context io_;
  std::unique_ptr<boost::asio::ip::tcp::socket> socket_;
};

}  // namespace tenderlead::web
