// Names of organisations, as notices and imported tables write them: the text, what is known, and what is asked.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linker/name_resolver.h"
#include "linker/name_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::linker;
  static const Places places = Places::compile({{"云岭省", "", "", "830000"},
                                                {"云岭省", "云溪市", "", "830100"},
                                                {"云岭省", "云溪市", "青石区", "830102"},
                                                {"云岭省", "云溪市", "三河水族自治县", "830122"}});
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  const auto known = text.substr(0, line);
  const auto asked = line == text.npos ? text : text.substr(line + 1);
  names_as_written(known);
  NameResolver resolver(places);
  resolver.add(
      {KnownName::As::name, "a", std::string(known), 830100, tenderlead::OrganisationKind::hospital});
  resolver.resolve({.name = asked});
  resolver.resolve({.name = asked, .region = 830102});
  resolver.identity(asked, 0);
  return 0;
}
