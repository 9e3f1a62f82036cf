# Flags that hold for every target of ours, and tenderlead_room(), which makes one room a static library.

add_library(tenderlead_flags INTERFACE)
target_compile_options(tenderlead_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# g++ 12 sees overlapping copies in std::string's own operators when it optimises (GCC bug 105651); nothing of ours.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # It also takes what a std::variant or std::optional doesn't hold for read (GCC bugs 105562, 80635); which of them depends on what is
  # inlined, so that is said and doesn't end a user's build.
  target_compile_options(tenderlead_flags INTERFACE
    "$<$<NOT:$<CONFIG:Debug>>:-Wno-restrict;-Wno-error=maybe-uninitialized>")
endif()
target_include_directories(tenderlead_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(tenderlead_flags INTERFACE TENDERLEAD_VERSION="${PROJECT_VERSION}")

if(TENDERLEAD_SANITIZE)
  target_compile_options(tenderlead_flags INTERFACE
    -fsanitize=${TENDERLEAD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(tenderlead_flags INTERFACE -fsanitize=${TENDERLEAD_SANITIZE})
  # g++ 12 reports false positives in the standard library's own headers when it instruments them
  # (GCC bugs 105329, 105651, 105562); the release build keeps these warnings as errors.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(tenderlead_flags INTERFACE
      -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds)
  endif()
  # g++ warns that the thread sanitizer doesn't know fences. Asio's own are before and after its handlers, which its mutexes order too.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND TENDERLEAD_SANITIZE MATCHES "thread")
    target_compile_options(tenderlead_flags INTERFACE -Wno-tsan)
    target_compile_definitions(tenderlead_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
  # clang 14 puts the type of a function before it, also before the parts of a coroutine, which lie in sections
  # of their own: "Cannot represent a difference across sections" (LLVM issue 49689). No other compiler checks this.
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND TENDERLEAD_SANITIZE MATCHES "undefined")
    target_compile_options(tenderlead_flags INTERFACE -fno-sanitize=function)
  endif()
endif()
if(TENDERLEAD_FUZZ)
  target_compile_options(tenderlead_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(TENDERLEAD_COVERAGE)
  target_compile_options(tenderlead_flags INTERFACE --coverage)
  target_link_options(tenderlead_flags INTERFACE --coverage)
endif()

# tenderlead_room(NAME LINKS...): a static library from every .cpp in the current folder and below it.
function(tenderlead_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(sources)
    add_library(tenderlead_${name} STATIC ${sources})
    target_link_libraries(tenderlead_${name} PUBLIC tenderlead_flags ${ARGN})
  else()
    add_library(tenderlead_${name} INTERFACE)
    target_link_libraries(tenderlead_${name} INTERFACE tenderlead_flags ${ARGN})
  endif()
endfunction()
