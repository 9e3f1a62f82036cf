#include "parsers/charset.h"

#include <gtest/gtest.h>

#include <string>

namespace tenderlead::parsers {
namespace {

// 采购公告 in several encodings.
constexpr char kGbk[] = "\xB2\xC9\xB9\xBA\xB9\xAB\xB8\xE6";
constexpr char kBig5[] = "\xB1\xC4\xC1\xCA\xA4\xBD\xA7\x69";

TEST(EncodingLabel, IsFoundWithoutRegardToCaseAndBlanks) {
  EXPECT_EQ(encoding_from_label(" GB2312 "), "GBK");
  EXPECT_EQ(encoding_from_label("gb18030"), "gb18030");
  EXPECT_EQ(encoding_from_label("Latin1"), "windows-1252");
  EXPECT_EQ(encoding_from_label("big5-hkscs"), "Big5");
  EXPECT_EQ(encoding_from_label("unknown"), std::nullopt);
  EXPECT_EQ(encoding_from_label(std::string(1000, 'a')), std::nullopt);
}

TEST(ContentType, GivesItsCharset) {
  struct Case {
    const char* header;
    const char* charset;
  };
  for (const Case& c :
       {Case{"text/html; charset=gbk", "gbk"}, Case{"text/html;charset=\"GB2312\"", "GB2312"},
        Case{"text/html; boundary=\"a; charset=x\"; charset=utf-8", "utf-8"},
        Case{"text/html; charset=\"\"; charset=gbk", "gbk"}, Case{"text/html; xcharset=gbk", ""},
        Case{"text/html; charset=utf-8, text/plain; charset=utf-16", "utf-8"}, Case{"text/html", ""},
        Case{"", ""}})
    EXPECT_EQ(charset_parameter(c.header), c.charset) << c.header;
}

TEST(Prescan, FindsWhatAMetaDeclares) {
  EXPECT_EQ(prescan_meta("<html><head><meta charset=gbk>"), "GBK");
  EXPECT_EQ(prescan_meta("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=gb2312'>"), "GBK");
  EXPECT_EQ(prescan_meta("<?xml version='1.0' encoding='big5'?><html>"), "Big5");
  EXPECT_EQ(prescan_meta("<meta charset=utf-16>"), "UTF-8");
}

TEST(Prescan, IgnoresWhatIsNoDeclaration) {
  EXPECT_EQ(prescan_meta("<!-- <meta charset=gbk> -->"), std::nullopt);
  EXPECT_EQ(prescan_meta("<meta name=x content='text/html; charset=gbk'>"), std::nullopt);
  EXPECT_EQ(prescan_meta("<meta charset=gbk"), std::nullopt);
  EXPECT_EQ(prescan_meta(""), std::nullopt);
}

TEST(Detection, PutsAByteOrderMarkAboveAll) {
  const Charset charset = detect_charset("\xEF\xBB\xBF<meta charset=gbk>", "text/html; charset=big5");
  EXPECT_EQ(charset.name, "UTF-8");
  EXPECT_EQ(charset.reason, CharsetReason::bom);
}

TEST(Detection, PrefersTheHeaderToTheMeta) {
  const std::string page = std::string("<meta charset=big5>") + kGbk;
  const Charset charset = detect_charset(page, "text/html; charset=gbk");
  EXPECT_EQ(charset.name, "GBK");
  EXPECT_EQ(charset.reason, CharsetReason::header);
}

TEST(Detection, LeavesADeclarationThatTheBytesContradict) {
  std::string gbk = "<meta charset=gb2312><p>";
  for (int i = 0; i < 10; ++i) gbk += kGbk;
  EXPECT_EQ(detect_charset(gbk, "text/html; charset=utf-8").name, "GBK");
  EXPECT_EQ(detect_charset(gbk.substr(21), "text/html; charset=utf-8").name, "gb18030");
  EXPECT_EQ(detect_charset(gbk.substr(21), "text/html; charset=iso-8859-1").name, "gb18030");
  const std::string utf8 = "<p>某某医院信息系统采购公告</p>";
  EXPECT_EQ(detect_charset(utf8, "text/html; charset=gbk").name, "UTF-8");
  EXPECT_EQ(detect_charset(utf8, "text/html; charset=iso-8859-1").name, "UTF-8");
}

TEST(Detection, ForgivesUtf8ACharacterThatIsCutInTheMiddle) {
  const std::string page = "某某医院\xE5\x8C<b>信息系统</b>采购公告";
  EXPECT_EQ(detect_charset(page, "text/html; charset=utf-8").name, "UTF-8");
  EXPECT_EQ(detect_charset(page, "").name, "UTF-8");
}

TEST(Detection, DecidesByContentWhereNothingIsDeclared) {
  std::string gbk;
  std::string big5;
  for (int i = 0; i < 8; ++i) {
    gbk += kGbk;
    big5 += kBig5;
  }
  EXPECT_EQ(detect_charset(gbk, "").name, "gb18030");
  EXPECT_EQ(detect_charset(big5, "").name, "Big5");
  EXPECT_EQ(detect_charset("plain", "").name, "UTF-8");
  EXPECT_EQ(detect_charset(std::string("<\0h\0t\0m\0l\0>\0", 12), "").name, "UTF-16LE");
}

TEST(Decoding, ReadsChineseEncodings) {
  EXPECT_EQ(decode(kGbk, "gb2312"), "采购公告");
  EXPECT_EQ(decode(kBig5, "big5"), "採購公告");
  EXPECT_EQ(decode("\x80", "gbk"), "€");
  EXPECT_EQ(decode("\xA3\xA0", "gbk"), "　");                // U+3000, private use in ICU
  EXPECT_EQ(decode("\xFE\x59", "gb18030"), "\xE9\xBE\xB4");  // U+9FB4
  EXPECT_EQ(decode("\x84\x31\xA4\x37", "gb18030"), "�");     // U+FFFD has a four-byte code
  EXPECT_EQ(decode("\x90\x30\x81\x30", "gb18030"), "\xF0\x90\x80\x80");
}

TEST(Decoding, ReplacesFaultsAndReadsAsciiAgain) {
  EXPECT_EQ(decode("\x81", "gbk"), "�");
  EXPECT_EQ(decode("\x81<b>", "gbk"), "�<b>");
  EXPECT_EQ(decode("\xFFok", "gb18030"), "�ok");
  EXPECT_EQ(decode("\x81\x30\x81", "gb18030"), "�");
  EXPECT_EQ(decode("a\xE5\x8C", "utf-8"), "a�");
  EXPECT_EQ(decode("\xF0\x80\x80", "utf-8"), "���");
  EXPECT_EQ(decode("a", "replacement"), "�");
}

TEST(Decoding, ReadsOtherEncodings) {
  EXPECT_EQ(decode(std::string("\x41\x00\x2D\x4E", 4), "utf-16le"), "A中");
  EXPECT_EQ(decode(std::string("\x4E\x2D", 2), "utf-16be"), "中");
  EXPECT_EQ(decode("\xA4\xCF", "euc-jp"), "は");
  EXPECT_EQ(decode("\x82\xCD", "shift_jis"), "は");
  EXPECT_EQ(decode("\xC7\xD1", "euc-kr"), "한");
  EXPECT_EQ(decode("\x93\x81", "windows-1252"), "“\xC2\x81");
  EXPECT_EQ(decode("\xA4", "iso-8859-16"), "€");
  EXPECT_EQ(decode("\x80", "x-user-defined"), "\xEF\x9E\x80");
}

TEST(Decoding, ReadsJapaneseAndKoreanAsTheStandardSays) {
  struct Case {
    const char* encoding;
    std::string bytes;
    const char* text;
  };
  for (const Case& c : {Case{"shift_jis", "\x80\xB1\x81\x7F\x82\xA0", "\xC2\x80ｱ�\x7Fあ"},
                        Case{"shift_jis", "\xA0\xFD", "��"},
                        Case{"shift_jis", "\xF0\x40\x87\x40\xFA\x40", "\xEE\x80\x80①ⅰ"},
                        Case{"shift_jis", "\x82", "�"},
                        Case{"shift_jis", "\x82\xFF<", "�<"},
                        Case{"euc-jp", "\x80\xFF\xA0", "���"},
                        Case{"euc-jp", "\x8E\xB1\x8F\xA2\xB7\xA4\xA2", "ｱ～あ"},
                        Case{"euc-jp", "\x8F\xA1<\x8F<\xA4<", "�<�<�<"},
                        Case{"euc-jp", "\x8F\xF3\xA1", "�"},
                        Case{"euc-jp", "\x8F\xA2", "�"},
                        Case{"euc-kr", "\x80\xFF\xC9\xA1", "���"},
                        Case{"euc-kr", "\x81\x41\xC8\x5B", "갂�["},
                        Case{"euc-kr", "\xB0", "�"},
                        Case{"iso-2022-jp", "\x1B$B$\x22\x1B(J\x5C\x7E\x1B(I1\x1B(B\x5C", "あ¥‾ｱ\\"},
                        Case{"iso-2022-jp", "\x1B$B\x1B(Ba", "�a"},
                        Case{"iso-2022-jp", "\x1B$B$\x1B(Ba", "�a"},
                        Case{"iso-2022-jp", "\x1B[a\x0E\x80", "�[a��"},
                        Case{"iso-2022-jp", "\x1B$B$", "�"},
                        Case{"iso-2022-jp", "\x1B", "�"},
                        Case{"windows-874", "\xA1\xDB\xFC\x81", "ก��\xC2\x81"},
                        Case{"macintosh", "\xF0", "\xEF\xA3\xBF"}})
    EXPECT_EQ(decode(c.bytes, c.encoding), c.text) << c.encoding << ' ' << testing::PrintToString(c.bytes);
}

TEST(Decoding, FollowsAByteOrderMarkAndDropsIt) {
  EXPECT_EQ(decode("\xEF\xBB\xBF中", "gbk"), "中");
  EXPECT_EQ(decode(std::string("\xFF\xFE\x2D\x4E", 4), "utf-8"), "中");
}

}  // namespace
}  // namespace tenderlead::parsers
