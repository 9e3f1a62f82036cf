#include "crawler/address_guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <array>

namespace tenderlead::crawler {
namespace {

bool is_special(const char* text) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, text, bytes.data()) == 1) return is_private_or_special(std::span(bytes).first(4));
  EXPECT_EQ(inet_pton(AF_INET6, text, bytes.data()), 1) << text;
  return is_private_or_special(bytes);
}

TEST(AddressGuard, KnowsSpecialIpv4BlocksToTheirLastAddress) {
  for (const char* ip :
       {"0.0.0.0",         "0.255.255.255", "10.0.0.0",        "10.255.255.255",  "100.64.0.0",
        "100.127.255.255", "127.0.0.1",     "127.255.255.255", "169.254.169.254", "172.16.0.0",
        "172.31.255.255",  "192.0.0.1",     "192.0.2.1",       "192.168.255.255", "198.18.0.0",
        "198.19.255.255",  "198.51.100.9",  "203.0.113.9",     "224.0.0.1",       "255.255.255.255",
        "168.63.129.16"}) {
    EXPECT_TRUE(is_special(ip)) << ip;
  }
  for (const char* ip : {"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
                         "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
                         "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
                         "198.20.0.0", "223.255.255.255", "168.63.129.17", "114.114.114.114"}) {
    EXPECT_FALSE(is_special(ip)) << ip;
  }
}

TEST(AddressGuard, KnowsSpecialIpv6Blocks) {
  for (const char* ip :
       {"::", "::1", "::ffff:8.8.8.8", "::10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "100::1",
        "2001::1", "2001:1ff::1", "2001:db8::1", "2002:a00:1::", "3fff::1", "fc00::1", "fd12:3456::1",
        "fe80::1", "fec0::1", "ff02::1", "5f00::1"}) {
    EXPECT_TRUE(is_special(ip)) << ip;
  }
  for (const char* ip : {"2400:3200::1", "2606:4700:4700::1111", "2001:200::1", "2001:db9::1", "2003::1",
                         "3ffe::1", "64:ff9b::114.114.114.114"}) {
    EXPECT_FALSE(is_special(ip)) << ip;
  }
}

TEST(AddressGuard, AnythingButFourOrSixteenBytesIsSpecial) {
  const std::array<std::uint8_t, 5> bytes{8, 8, 8, 8, 8};
  EXPECT_TRUE(is_private_or_special(bytes));
  EXPECT_TRUE(is_private_or_special({}));
}

TEST(AddressGuard, BlocksUrlsThatLeadInside) {
  for (const char* url : {"http://127.0.0.1/",
                          "http://2130706433/",
                          "http://0x7f.1:8080/",
                          "http://①②⑦.0.0.1/",
                          "http://[::1]/",
                          "http://[::ffff:10.0.0.1]/",
                          "http://localhost/",
                          "http://LOCALHOST./",
                          "http://a.localhost/",
                          "http://intranet/",
                          "http://nas.local/",
                          "http://metadata.google.internal/",
                          "http://router.home.arpa/",
                          "http://10.0.0.1.nip.io/",
                          "http://user@www.example.cn/",
                          "http://www.example.cn@10.0.0.1/",
                          "ftp://www.example.cn/",
                          "file:///etc/hostname",
                          "gopher://www.example.cn/",
                          "not a url",
                          ""}) {
    EXPECT_EQ(check_url(url), Verdict::block) << url;
  }
}

TEST(AddressGuard, AllowsUrlsThatLeadOutside) {
  for (const char* url : {"http://www.example.cn/", "https://8.8.8.8/", "http://[2400:3200::1]/",
                          "http://hospital.example/a?u=http://127.0.0.1/", "http://locals.cn/",
                          "http://8.8.8.8.cn/", "http://10.example.cn/"}) {
    EXPECT_EQ(check_url(url), Verdict::allow) << url;
  }
}

TEST(AddressGuard, ASourceMayNameAPrivateHost) {
  const AddressPolicy policy{{"Localhost:8080", "192.168.1.5", "::1"}};
  EXPECT_EQ(check_url("http://localhost:8080/a", policy), Verdict::allow);
  EXPECT_EQ(check_url("http://localhost:8081/a", policy), Verdict::block);
  EXPECT_EQ(check_url("http://192.168.1.5:9000/", policy), Verdict::allow);
  EXPECT_EQ(check_url("http://192.168.1.6/", policy), Verdict::block);
  EXPECT_EQ(check_url("http://[::1]:9000/", policy), Verdict::allow);
  EXPECT_EQ(check_url("http://u:p@192.168.1.5/", policy), Verdict::block) << "no logins, whatever the host";
}

TEST(AddressGuard, ASourceMayNameAPrivateHostInChinese) {
  const AddressPolicy policy{{"采购.内网.local", "招标.local:8080"}};
  EXPECT_EQ(check_url("http://采购.内网.local:81/a", policy), Verdict::allow);
  EXPECT_EQ(check_url("http://招标.local:8080/", policy), Verdict::allow);
  EXPECT_EQ(check_url("http://招标.local/", policy), Verdict::block);
  EXPECT_EQ(check_url("http://采购.local/", policy), Verdict::block);
}

sockaddr_in ipv4(const char* text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  inet_pton(AF_INET, text, &address.sin_addr);
  return address;
}

bool may_connect(const auto& address, const char* url, const AddressPolicy& policy = {},
                 socklen_t length = sizeof(address)) {
  return sockaddr_allowed(reinterpret_cast<const sockaddr*>(&address), length, *parse_url(url), policy);
}

TEST(AddressGuard, RefusesTheSocketOfANameThatResolvesInside) {
  const char* url = "http://www.example.cn/";
  EXPECT_EQ(check_url(url), Verdict::allow);
  EXPECT_FALSE(may_connect(ipv4("127.0.0.1"), url));
  EXPECT_TRUE(may_connect(ipv4("114.114.114.114"), url));
  sockaddr_in6 loopback{};
  loopback.sin6_family = AF_INET6;
  loopback.sin6_addr.s6_addr[15] = 1;
  EXPECT_FALSE(may_connect(loopback, url));
}

TEST(AddressGuard, ThePolicyOpensOnlyTheHostThatItNames) {
  const AddressPolicy policy{{"portal.example:8080"}};
  EXPECT_TRUE(may_connect(ipv4("127.0.0.1"), "http://portal.example:8080/", policy));
  EXPECT_FALSE(may_connect(ipv4("127.0.0.1"), "http://portal.example/", policy));
  EXPECT_FALSE(may_connect(ipv4("127.0.0.1"), "http://www.example.cn:8080/", policy));
}

TEST(AddressGuard, RefusesSocketsOfOtherFamiliesAndCutAddresses) {
  sockaddr_in other = ipv4("114.114.114.114");
  EXPECT_FALSE(may_connect(other, "http://www.example.cn/", {}, 4));
  other.sin_family = AF_UNIX;
  EXPECT_FALSE(may_connect(other, "http://www.example.cn/"));
}

}  // namespace
}  // namespace tenderlead::crawler
