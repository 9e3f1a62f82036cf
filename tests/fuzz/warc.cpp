// Any bytes as a WARC file; a page that comes out goes into an archive of ours and comes back the same.
#include "crawler/warc.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "crawler/url.h"
#include "crawler/warc_reader.h"

namespace {

// A file in memory that can be opened by its path.
class MemoryFile {
 public:
  MemoryFile() : handle_(::memfd_create("warc", MFD_CLOEXEC)) {
    if (handle_ < 0) std::abort();
  }
  ~MemoryFile() { ::close(handle_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  void write(const std::uint8_t* data, std::size_t size) const {
    if (::pwrite(handle_, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
  }
  std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }

 private:
  int handle_;
};

void store_and_compare(const tenderlead::Page& page) {
  using namespace tenderlead::crawler;
  const MemoryFile file;
  auto writer = WarcWriter::open(file.path(), 0);
  if (!writer.ok()) std::abort();
  const auto location = writer->append(page);
  if (!location.ok()) std::abort();
  const auto again = read_page_at(file.path(), location->offset, location->length);
  if (!again.ok() || again->body != page.body || again->status != page.status) std::abort();
  if (again->url != resolve(page.url)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::crawler;
  const MemoryFile file;
  file.write(data, size);
  auto reader = WarcPageReader::open(file.path(), {.max_block_bytes = 1u << 20, .max_body_bytes = 1u << 20});
  if (!reader.ok()) return 0;
  for (int pages = 0; pages < 100; ++pages) {
    const auto archived = reader->next();
    if (!archived.ok() || !archived->has_value()) return 0;
    if ((*archived)->page.ok() && pages == 0) store_and_compare(*(*archived)->page);
  }
  return 0;
}
