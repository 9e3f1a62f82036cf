#include "app/config/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/config/shipped_files.h"

namespace tenderlead::config {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A folder that is gone when the test is over.
class Folder {
 public:
  Folder() {
    auto name = (fs::temp_directory_path() / "tenderlead-config-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  std::string path(const std::string& file = "") const { return (path_ / file).string(); }
  void write(const std::string& file, const std::string& content) const {
    fs::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file, std::ios::binary) << content;
  }
  std::string read(const std::string& file) const {
    std::ifstream in(path_ / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  fs::path path_;
};

std::vector<std::string> texts(const std::vector<ConfigFault>& faults) {
  std::vector<std::string> lines;
  for (const auto& fault : faults) lines.push_back(to_string(fault));
  return lines;
}

// A certificate that nobody signed but its own key.
std::string certificate() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* one = X509_new();
  X509_gmtime_adj(X509_getm_notBefore(one), 0);
  X509_gmtime_adj(X509_getm_notAfter(one), 3600);
  X509_set_pubkey(one, key);
  X509_sign(one, key, EVP_sha256());
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(out, one);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out, &bytes);
  std::string pem(bytes, static_cast<std::size_t>(size));
  BIO_free(out);
  X509_free(one);
  EVP_PKEY_free(key);
  return pem;
}

TEST(ShippedConfiguration, HasNoFaults) {
  const auto loaded = shipped_configuration();
  EXPECT_THAT(texts(loaded.faults), IsEmpty());
  EXPECT_THAT(loaded.value.rules.products, SizeIs(19));
  EXPECT_NE(loaded.value.rules.product("child_development"), nullptr);
  EXPECT_THAT(loaded.value.rules.partners, SizeIs(42));
  for (const auto kind : kAllLeadKinds)
    EXPECT_THAT(loaded.value.rules.leads, Contains(testing::Field(&rules::LeadRule::kind, kind)))
        << to_string(kind);
}

TEST(ShippedConfiguration, ItsExampleSourcesAreSwitchedOff) {
  const auto loaded = shipped_configuration();
  ASSERT_FALSE(loaded.value.sources.empty());
  for (const auto& source : loaded.value.sources)
    EXPECT_FALSE(source.enabled && source.id.find("demo") == std::string::npos) << source.id;
}

TEST(Configuration, AMissingFolderSaysToRunInit) {
  const Folder folder;
  for (const auto& directory : {folder.path("nowhere"), folder.path()}) {
    const auto loaded = load_configuration(directory);
    ASSERT_THAT(loaded.faults, SizeIs(1));
    EXPECT_EQ(loaded.faults[0].line, 0);
    EXPECT_THAT(loaded.faults[0].message, HasSubstr("run `tenderlead init " + directory + "`"));
  }
}

TEST(Configuration, WhatInitWritesLoadsAsTheShippedOne) {
  const Folder folder;
  const auto written = write_shipped(folder.path("new/config"));
  ASSERT_TRUE(written.ok());
  EXPECT_THAT(*written, SizeIs(shipped_files().size()));
  const auto loaded = load_configuration(folder.path("new/config"));
  EXPECT_THAT(texts(loaded.faults), IsEmpty());
  EXPECT_EQ(loaded.value.sources.size(), shipped_configuration().value.sources.size());
  EXPECT_EQ(loaded.value.directory, folder.path("new/config"));
}

TEST(Configuration, InitNeverOverwrites) {
  const Folder folder;
  folder.write("products.yaml", "mine");
  const auto written = write_shipped(folder.path());
  ASSERT_TRUE(written.ok());
  EXPECT_THAT(*written, testing::Not(Contains("products.yaml")));
  EXPECT_EQ(folder.read("products.yaml"), "mine");
  EXPECT_THAT(*write_shipped(folder.path()), IsEmpty());
}

TEST(Configuration, InitSaysWhereItCannotWrite) {
  const Folder folder;
  folder.write("file", "");
  const auto written = write_shipped(folder.path("file/config"));
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::io);
  EXPECT_THAT(written.error().message, HasSubstr("file/config"));
}

TEST(Configuration, ARuleFileThatIsAbsentIsTheShippedOne) {
  const Folder folder;
  folder.write("tenderlead.yaml", "transfers: 3\n");
  const auto loaded = load_configuration(folder.path());
  EXPECT_THAT(texts(loaded.faults), IsEmpty());
  EXPECT_EQ(loaded.value.settings.max_transfers, 3);
  EXPECT_THAT(loaded.value.sources, IsEmpty());
  EXPECT_EQ(loaded.value.rules.products.size(), shipped_configuration().value.rules.products.size());
}

TEST(Configuration, CollectsTheFaultsOfAllFiles) {
  const Folder folder;
  folder.write("tenderlead.yaml", "transfer: 3\n");
  folder.write("products.yaml", "product: []\n");
  folder.write("sources/a.yaml", "id: one\nname: a\nstart: https://e.cn/\n");
  folder.write("sources/b.yaml", "id: one\nname: b\nstart: https://e.cn/\nkind: x\n");
  folder.write("sources/notes.txt", "not read");
  const auto lines = texts(load_configuration(folder.path()).faults);
  EXPECT_THAT(lines, Contains(HasSubstr("tenderlead.yaml:1:1: unknown key 'transfer'")));
  EXPECT_THAT(lines,
              Contains(HasSubstr(
                  "products.yaml:1:1: unknown key 'product' in products.yaml; did you mean 'products'?")));
  EXPECT_THAT(lines, Contains(HasSubstr("b.yaml:4:7: 'kind' can't be 'x'")));
  EXPECT_THAT(
      lines,
      Contains(HasSubstr("b.yaml:1:5: the id 'one' is taken: " + folder.path("sources/a.yaml") + ":1")));
}

TEST(Configuration, FindsCertificatesInItsFolderAndSaysWhereOneIsMissing) {
  const Folder folder;
  folder.write("tenderlead.yaml", "");
  folder.write("ca.pem", certificate());
  folder.write("text.pem", "no certificate\n");
  const auto source = [](const std::string& id, const std::string& bundle) {
    return "id: " + id + "\nname: " + id + "\nstart: http://" + id +
           ".example.cn/\nhttp:\n  ca_bundle: " + bundle + "\n";
  };
  folder.write("sources/a.yaml", source("a", "ca.pem"));
  folder.write("sources/b.yaml", source("b", folder.path("ca.pem")));
  auto loaded = load_configuration(folder.path());
  EXPECT_THAT(texts(loaded.faults), IsEmpty());
  for (const auto& one : loaded.value.sources) EXPECT_EQ(one.http.ca_bundle, folder.path("ca.pem")) << one.id;

  folder.write("sources/a.yaml", source("a", "gone.pem"));
  folder.write("sources/b.yaml", source("b", "text.pem"));
  loaded = load_configuration(folder.path());
  EXPECT_THAT(texts(loaded.faults),
              ElementsAre(HasSubstr("a.yaml:5:14: 'ca_bundle': there is no file " + folder.path("gone.pem")),
                          HasSubstr("b.yaml:5:14: 'ca_bundle': " + folder.path("text.pem") +
                                    " holds no certificate")));
}

}  // namespace
}  // namespace tenderlead::config
