#include "web/auth/secrets.h"

#include <gtest/gtest.h>

#include <set>

namespace tenderlead::web {
namespace {

TEST(APassword, FitsItsHashAndNothingElseDoes) {
  const auto hash = password_hash("一个很长的口令 with words");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_TRUE(password_fits("一个很长的口令 with words", hash));
  EXPECT_FALSE(password_fits("一个很长的口令 with word", hash));
  EXPECT_FALSE(password_fits("", hash));
  EXPECT_FALSE(password_fits("anything", ""));
  EXPECT_FALSE(password_fits("anything", "$argon2id$nonsense"));
  EXPECT_NE(password_hash("the same words"), password_hash("the same words"));
  EXPECT_FALSE(is_outdated(hash));
  EXPECT_TRUE(
      is_outdated("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b4dWRWJTmaaJObG"));
}

TEST(ANewPassword, IsRefusedWhereItWouldBeGuessed) {
  struct Case {
    std::string password;
    bool taken;
  };
  const std::vector<Case> cases = {
      {"correct horse battery", true},
      {"十个汉字的口令也够长", true},
      {"short", false},
      {"九个汉字的口令不够", false},
      {"0123456789", false},
      {"9876543210", false},
      {"aaaaaaaaaaaa", false},
      {"abcabcabcabc", false},
      {"Password123", false},
      {"1qaz2wsx3edc", false},
      {"wangfang2026", false},
      {"wangfang and a good deal more", true},
      {std::string(257, 'x') + "y", false},
  };
  for (const auto& each : cases)
    EXPECT_EQ(check_new_password(each.password, "WangFang").ok(), each.taken) << each.password;
}

TEST(Tokens, DifferAndFitIntoACookie) {
  std::set<std::string> tokens;
  for (int i = 0; i < 100; ++i) tokens.insert(new_token());
  EXPECT_EQ(tokens.size(), 100u);
  for (const auto& token : tokens) {
    EXPECT_EQ(token.size(), 43u);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              token.npos);
  }
}

TEST(ATokensDigest, IsSha256) {
  EXPECT_EQ(token_digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(SecretsThatDiffer, AreNotTheSame) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
}

TEST(TheTokenOfASessionsForms, BelongsToThatSession) {
  EXPECT_EQ(csrf_token("one session"), csrf_token("one session"));
  EXPECT_NE(csrf_token("one session"), csrf_token("another"));
  EXPECT_NE(csrf_token("one session"), "one session");
  EXPECT_EQ(csrf_token("one session").size(), 43u);
}

}  // namespace
}  // namespace tenderlead::web
