#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"
#include "app/config/schedule_settings.h"
#include "app/config/serve_settings.h"

namespace tenderlead::config {
namespace {

TEST(SettingsLoader, ReadsEveryKey) {
  const auto loaded = load_settings("t.yaml", R"(
data_directory: /srv/tenderlead
user_agent: {name: Finder, contact: ops@example.cn}
threads: {parse: 3}
transfers: 8
archive: {file_size: 64MiB}
limits: {document_size: 1MiB}
browser: {program: /opt/chromium/chrome, pages: 4}
serve: {address: 0.0.0.0, port: 8443, certificate: a.pem, key: b.pem, public_url: 'https://leads.example.com', behind_proxy: true}
ocds: {prefix: ocds-a1b2c3}
log: {level: debug, format: json}
)");
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.faults[0]);
  const auto& settings = loaded.value;
  EXPECT_EQ(settings.data_directory, "/srv/tenderlead");
  EXPECT_EQ(settings.user_agent_name, "Finder");
  EXPECT_EQ(settings.contact, "ops@example.cn");
  EXPECT_EQ(settings.parse_threads, 3);
  EXPECT_EQ(settings.max_transfers, 8);
  EXPECT_EQ(settings.archive_file_bytes, 64ull << 20);
  EXPECT_EQ(settings.max_document_bytes, 1ull << 20);
  EXPECT_EQ(settings.browser, "/opt/chromium/chrome");
  EXPECT_EQ(settings.browser_pages, 4);
  EXPECT_EQ(settings.ocid_prefix, "ocds-a1b2c3");
  EXPECT_EQ(settings.log_level, "debug");
  EXPECT_EQ(settings.log_format, "json");
}

TEST(SettingsLoader, ReadsWhereToServeApart) {
  const auto loaded = load_serve_settings("t.yaml", R"(
data_directory: /srv/tenderlead
serve: {address: 0.0.0.0, port: 8443, certificate: a.pem, key: b.pem, public_url: 'https://leads.example.com', behind_proxy: true}
)");
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.faults[0]);
  EXPECT_EQ(loaded.value.address, "0.0.0.0");
  EXPECT_EQ(loaded.value.port, 8443);
  EXPECT_EQ(loaded.value.certificate + loaded.value.key, "a.pemb.pem");
  EXPECT_EQ(loaded.value.public_url, "https://leads.example.com");
  EXPECT_TRUE(loaded.value.behind_proxy);
  EXPECT_EQ(load_serve_settings("t.yaml", "").value.address, "127.0.0.1") << "this machine alone";
}

TEST(SettingsLoader, ReadsTheScheduleApart) {
  const auto loaded = load_schedule_settings("t.yaml", R"(
schedule:
  zone: Europe/Berlin
  at: ["13:00", 6:30, "13:00"]
  sources:
    portal: {at: "22:05"}
    slow: {enabled: false}
)");
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.faults[0]);
  const auto& schedule = loaded.value;
  EXPECT_TRUE(schedule.enabled);
  EXPECT_EQ(schedule.zone, "Europe/Berlin");
  EXPECT_EQ(schedule.at, (std::vector<int>{390, 780})) << "in their order, each once";
  EXPECT_EQ(schedule.sources.at("portal").at, std::vector<int>{22 * 60 + 5});
  EXPECT_FALSE(schedule.sources.at("slow").enabled);
  const auto usual = load_schedule_settings("t.yaml", "").value;
  EXPECT_EQ(usual.zone, "Asia/Shanghai");
  EXPECT_EQ(usual.at, std::vector<int>{390});
  EXPECT_EQ(clock_text(9 * 60 + 5), "09:05");
}

TEST(SettingsLoader, NamesAScheduledSourceThatIsNotThere) {
  const auto faults =
      check_schedule("t.yaml", "schedule:\n  sources:\n    portl: {at: \"06:30\"}\n", {"portal"});
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(to_string(faults[0]),
            "t.yaml:3:5: there is no source 'portl' to be scheduled; did you mean 'portal'?");
  EXPECT_TRUE(check_schedule("t.yaml", "schedule: {sources: {portal: {}}}", {"portal"}).empty());
}

TEST(SettingsLoader, AnEmptyFileIsAllDefaults) {
  const auto loaded = load_settings("t.yaml", "");
  EXPECT_TRUE(loaded.ok());
  EXPECT_EQ(loaded.value.data_directory, "data");
  EXPECT_EQ(loaded.value.max_transfers, 64);
}

struct Fault {
  const char* yaml;
  const char* expected;
};

TEST(SettingsLoader, EveryFaultNamesPlaceKeyAndWhatIsAllowed) {
  const Fault cases[] = {
      {"trasnfers: 3\n", "t.yaml:1:1: unknown key 'trasnfers' in tenderlead.yaml; did you mean 'transfers'?"},
      {"transfers: 0\n", "t.yaml:1:12: 'transfers' must be a whole number from 1 to 1024, not '0'"},
      {"log: {level: verbose}\n",
       "t.yaml:1:14: 'level' can't be 'verbose'; one of: trace, debug, info, warning, error, off"},
      {"user_agent: {name: 'My Bot/1.0'}\n",
       "t.yaml:1:20: 'name' of the user agent may hold letters, '_' and '-' only (RFC 9309)"},
      {"user_agent: {contact: nobody}\n",
       "t.yaml:1:23: 'contact' must be a web address (https://...) or an e-mail address"},
      {"user_agent: {contact: \"a@b.cn\\r\\nX: y\"}\n",
       "t.yaml:1:23: 'contact' must be a web address (https://...) or an e-mail address"},
      {"schedule: {zone: Asia/Shangai}\n",
       "t.yaml:1:18: 'zone' isn't in the time zone database; did you mean 'Asia/Shanghai'?"},
      {"schedule: {at: \"25:00\"}\n", "t.yaml:1:16: 'at' must be times of day like 06:30; '25:00' isn't one"},
      {"schedule: {times: \"06:30\"}\n",
       "t.yaml:1:12: unknown key 'times' in schedule; one of: enabled, zone, at, sources"},
      {"schedule: {sources: {portal: {al: \"06:30\"}}}\n",
       "t.yaml:1:31: unknown key 'al' in portal; did you mean 'at'?"},
      {"serve: {certificate: a.pem}\n", "t.yaml:1:8: 'certificate' and 'key' go together"},
      {"serve: {public_url: leads.example.com}\n",
       "t.yaml:1:21: 'public_url' must be like https://leads.example.com, without a slash at its end"},
      {"ocds: {prefix: OCDS-213czf}\n",
       "t.yaml:1:16: 'prefix' must be ocds- and 6 to 32 letters a-z or digits, as the Open Contracting "
       "Partnership "
       "registers them"},
      {"archive: 1GiB\n", "t.yaml:1:10: 'archive' must be a map of keys and values, not a text"},
      {"archive: {file_size: 1kB}\n",
       "t.yaml:1:22: 'file_size' must be a size from 1MiB to 64GiB (KiB, MiB, GiB, kB, MB, GB), not '1kB'"},
  };
  for (const auto& fault : cases) {
    const auto loaded = load_settings("t.yaml", fault.yaml);
    ASSERT_EQ(loaded.faults.size(), 1u) << fault.yaml;
    EXPECT_EQ(to_string(loaded.faults[0]), fault.expected);
  }
}

}  // namespace
}  // namespace tenderlead::config
