#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"

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
  EXPECT_EQ(settings.log_level, "debug");
  EXPECT_EQ(settings.log_format, "json");
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
