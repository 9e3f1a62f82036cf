// What pages that mean harm can't do: reach what they may not, stay, grow, or take another page with them.
#include <gmock/gmock.h>
#include <signal.h>

#include "browser_fixture.h"

namespace tenderlead::crawler {
namespace {

using testing::HasSubstr;
using testing::Not;

class BrowserSafetyTest : public BrowserTest {
 protected:
  // A page that tries every way out, each to `target`, a URL of the other server or of whatever else.
  static std::string prying(const std::string& host, const std::string& own) {
    const std::string there = "http://" + host + "/secret";
    return "<!doctype html><body><p>shown</p><img src='" + there + "'><iframe src='" + there +
           "'></iframe><script src='" + there + "'></script><link rel=stylesheet href='" + there +
           "'><link rel=prefetch href='" + there + "'><link rel=preconnect href='http://" + host +
           "'><link rel=dns-prefetch href='//" + host + "'><video src='" + there +
           "'></video><object data='" + there + "'></object><embed src='" + there +
           "'><iframe src='file:///etc/passwd'></iframe>"
           "<iframe srcdoc=\"<img src='" +
           there + "'><script>fetch('" + there +
           "')</script>\"></iframe>"
           "<form id=f method=post target=frame action='" +
           there +
           "'></form><iframe name=frame></iframe>"
           "<script>const say = text => document.body.append(text + ' ');"
           "const get = url => fetch(url).then(r => r.text()).then(say, () => say('ref' + 'used'));"
           "get('" +
           there +
           "'); get('/redirect'); get('file:///etc/passwd'); get('chrome://version');"
           "try { const x = new XMLHttpRequest(); x.open('GET', '" +
           there +
           "', false); x.send(); say(x.responseText) }"
           "catch (e) {}"
           "try { new WebSocket('ws://" +
           host +
           "/').onopen = () => say('SOCK' + 'ET') } catch (e) {}"
           "try { new EventSource('" +
           there +
           "') } catch (e) {}"
           "try { navigator.sendBeacon('" +
           there +
           "', 'x') } catch (e) {}"
           "try { const p = new RTCPeerConnection({iceServers: [{urls: 'stun:" +
           host +
           "'}]});"
           "  p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o)) } catch (e) {}"
           "try { const blob = new Blob([\"fetch('" +
           there +
           "').then(r => r.text()).then(postMessage);"
           "  importScripts('" +
           there +
           "')\"]); new Worker(URL.createObjectURL(blob)).onmessage = m => say(m.data) }"
           "catch (e) {}"
           "try { navigator.serviceWorker.register('/worker.js') } catch (e) {}"
           "f.submit(); window.open('" +
           there + "'); window.open('" + own +
           "/popup');"
           "</script></body>";
  }
};

TEST_F(BrowserSafetyTest, ReachesNothingButWhatTheSourceAllows) {
  for (const bool isolate : {true, false}) {
    SCOPED_TRACE(isolate ? "in a network of its own" : "with our network");
    options_.isolate = isolate;
    pool_.reset();
    ServerReply away;
    away.status = 302;
    away.headers = {{"Location", forbidden_.url("/secret")}, {"Access-Control-Allow-Origin", "*"}};
    answers_["/redirect"] = away;
    const auto text = document(prying(forbidden_.host(), server_.url("")));
    EXPECT_THAT(text, HasSubstr("shown"));
    EXPECT_THAT(text, HasSubstr("refused"));
    EXPECT_THAT(text, Not(HasSubstr("SECRET")));
    EXPECT_THAT(text, Not(HasSubstr("SOCKET")));
    EXPECT_THAT(text, Not(HasSubstr("root:")));
    EXPECT_EQ(forbidden_.connections(), 0);
    EXPECT_TRUE(server_.requests("/popup").empty());
  }
}

TEST_F(BrowserSafetyTest, HasNoNetworkWhereTheKernelGivesItOneOfItsOwn) {
  ASSERT_THAT(document("<p>x"), HasSubstr("x"));
  if (!pool().isolated()) GTEST_SKIP() << "this kernel makes no network namespaces for this user";
  const auto ours = children();
  ASSERT_EQ(ours.size(), 1U);
  std::ifstream devices("/proc/" + std::to_string(ours[0]) + "/net/dev");
  std::string line;
  int interfaces = -2;  // two lines of heading
  while (std::getline(devices, line)) ++interfaces;
  EXPECT_EQ(interfaces, 1) << "the loopback interface and nothing else";
}

TEST_F(BrowserSafetyTest, EndsAScriptThatNeverEndsAndGoesOnWithTheNextPage) {
  rules_.timeout = 2s;
  const auto stuck = render(job("<script>for (;;);</script>"));
  EXPECT_EQ(stuck.answer.reason, "failed:timed_out") << text_of(stuck);
  EXPECT_LT(stuck.answer.took, 30s);
  const auto late = render(job("<script>onload = () => setTimeout(() => { for (;;); }, 10)</script>"));
  EXPECT_EQ(late.answer.reason, "failed:timed_out") << text_of(late);
  rules_.timeout = 20s;
  EXPECT_THAT(document("<p>next"), HasSubstr("next"));
}

TEST_F(BrowserSafetyTest, EndsAPageThatTakesTooMuchMemory) {
  rules_.max_memory_bytes = 700u << 20;
  rules_.wait_for = "#never";
  const auto result = render(job(
      "<script>const held = []; const more = () => { held.push(new Uint8Array(16 << 20).fill(held.length));"
      " setTimeout(more, 1) }; more()</script>"));
  EXPECT_EQ(result.answer.reason, "failed:browser_memory") << text_of(result);
  rules_.wait_for.clear();
  EXPECT_THAT(document("<p>next"), HasSubstr("next"));
}

TEST_F(BrowserSafetyTest, EndsADocumentThatIsTooLarge) {
  const auto result =
      render(job("<script>document.documentElement.dataset.x = 'x'.repeat(5 << 20)</script>"));
  EXPECT_EQ(result.answer.reason, "failed:too_large") << text_of(result);
  // As many characters as allowed, but thrice the bytes.
  const auto wide = render(job("<script>document.documentElement.dataset.x = '医'.repeat(2 << 20)</script>"));
  EXPECT_EQ(wide.answer.reason, "failed:too_large") << text_of(wide);
}

TEST_F(BrowserSafetyTest, LetsNoPageStayByDialogsPopUpsDownloadsOrGoingAway) {
  serve("/file.zip", "PK", "application/zip");
  answers_["/file.zip"].headers.emplace_back("Content-Disposition", "attachment");
  const auto text = document(
      "<p>shown<a id=a download href='data:text/plain,x'></a><script>"
      "onbeforeunload = e => e.preventDefault();"
      "alert('one'); document.body.append(confirm('two') + '/' + prompt('three')); print(); close();"
      "for (let i = 0; i < 20; ++i) window.open('/popup' + i); a.click();"
      "const i = document.createElement('iframe'); i.src = '/file.zip'; document.body.append(i);"
      "onload = () => setTimeout(() => location.href = '/away', 50);</script>");
  EXPECT_THAT(text, HasSubstr("shown"));
  EXPECT_THAT(text, HasSubstr("false/null"));
  EXPECT_TRUE(server_.requests("/away").empty());
  EXPECT_TRUE(server_.requests("/popup0").empty());
}

TEST_F(BrowserSafetyTest, ReadsTheDocumentPastScriptsThatLieAboutIt) {
  EXPECT_THAT(
      document("<p>truth<script>"
               "Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'LIE'});"
               "XMLSerializer.prototype.serializeToString = () => 'LIE';"
               "document.querySelector = () => { throw 1 };"
               "String.prototype.toWellFormed = () => 'LIE'; document.body.title = '\\ud800';</script>"),
      testing::AllOf(HasSubstr("truth"), HasSubstr("\xEF\xBF\xBD")));
}

TEST_F(BrowserSafetyTest, CountsACrashAndStartsAnother) {
  serve("/hang.js", "1", "text/javascript");
  answers_["/hang.js"].delay = 3s;
  std::vector<RenderJob> jobs;
  jobs.push_back(job("<p>x<script src=/hang.js></script>"));
  bool killed = false;
  boost::asio::steady_timer watch(io_);
  std::function<void()> look = [&] {
    watch.expires_after(20ms);
    watch.async_wait([&](boost::system::error_code) {
      if (server_.requests("/hang.js").empty()) return look();
      for (const pid_t child : children()) ::kill(child, SIGKILL);
      killed = true;
    });
  };
  look();
  const auto results = render(std::move(jobs));
  EXPECT_TRUE(killed);
  EXPECT_EQ(results[0].answer.reason, "failed:browser_crashed") << text_of(results[0]);
  EXPECT_THAT(document("<p>next"), HasSubstr("next"));
  EXPECT_EQ(pool().started(), 2);
}

TEST_F(BrowserSafetyTest, LeavesNoProcessBehind) {
  EXPECT_THAT(document("<p>x"), HasSubstr("x"));
  const auto ours = children();
  ASSERT_EQ(ours.size(), 1U);
  EXPECT_GT(processes_of_session(ours[0]).size(), 2U);
  pool_.reset();
  EXPECT_TRUE(processes_of_session(ours[0]).empty());
  EXPECT_TRUE(children().empty());
}

}  // namespace
}  // namespace tenderlead::crawler
