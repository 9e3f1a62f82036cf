#include "web/http/events.h"

#include <gtest/gtest.h>

namespace tenderlead::web {
namespace {

std::vector<std::string> data_of(const std::vector<Event>& events) {
  std::vector<std::string> data;
  for (const auto& event : events) data.push_back(event.data);
  return data;
}

TEST(AStreamOfEvents, GivesWhatHappensFromNowOn) {
  EventHub hub;
  hub.publish("lead.changed", "1");
  const auto stream = hub.listen();
  int rung = 0;
  stream->on_news([&] { ++rung; });
  EXPECT_EQ(rung, 0);
  hub.publish("lead.changed", "2");
  hub.publish("lead.changed", "3");
  EXPECT_EQ(rung, 2);
  EXPECT_EQ(data_of(stream->take()), (std::vector<std::string>{"2", "3"}));
  EXPECT_TRUE(stream->take().empty());
}

TEST(AListenerWhoComesBack, GetsWhatWasMissedOrIsToldToReadAgain) {
  EventHub hub(3);
  for (int i = 1; i <= 5; ++i) hub.publish("lead.changed", std::to_string(i));
  EXPECT_EQ(data_of(hub.listen(3)->take()), (std::vector<std::string>{"4", "5"}));
  EXPECT_EQ(data_of(hub.listen(2)->take()), (std::vector<std::string>{"3", "4", "5"}));
  EXPECT_TRUE(hub.listen(5)->take().empty());
  for (const std::uint64_t lost : {1u, 6u}) {
    const auto events = hub.listen(lost)->take();
    ASSERT_EQ(events.size(), 1u) << lost;
    EXPECT_EQ(events.front().name, "reset");
    EXPECT_EQ(events.front().id, 5u);
  }
}

TEST(AListenerWhoReadsNothing, IsLetGo) {
  EventHub hub;
  const auto stream = hub.listen();
  for (int i = 0; i < 1000; ++i) hub.publish("lead.changed", "1");
  EXPECT_TRUE(stream->open());
  hub.publish("lead.changed", "1");
  EXPECT_EQ(stream->take().size(), 1000u);
  EXPECT_FALSE(stream->open());
}

TEST(AHubThatCloses, EndsItsStreamsAfterWhatTheyHave) {
  EventHub hub;
  const auto stream = hub.listen();
  hub.publish("lead.changed", "1");
  hub.close();
  EXPECT_TRUE(stream->open());
  EXPECT_EQ(stream->take().size(), 1u);
  EXPECT_FALSE(stream->open());
  EXPECT_FALSE(hub.listen()->open());
}

TEST(AnEvent, IsThreeLinesAndABlankOneOnTheWire) {
  EXPECT_EQ(wire_form({7, "lead.changed", "{\"id\":\"a\"}"}),
            "id: 7\nevent: lead.changed\ndata: {\"id\":\"a\"}\n\n");
}

}  // namespace
}  // namespace tenderlead::web
