// 7z and tar files, by libarchive.
#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

#include "tests/office/office_files.h"

namespace tenderlead::office {
namespace {

struct Closer {
  void operator()(archive* a) const { archive_write_free(a); }
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};

}  // namespace

std::string make_archive(const std::string& format,
                         const std::vector<std::pair<std::string, std::string>>& files) {
  const std::unique_ptr<archive, Closer> out(archive_write_new());
  if (format == "7z")
    archive_write_set_format_7zip(out.get());
  else
    archive_write_set_format_ustar(out.get());
  if (format.ends_with(".gz")) archive_write_add_filter_gzip(out.get());
  if (format.ends_with(".bz2")) archive_write_add_filter_bzip2(out.get());
  if (format.ends_with(".xz")) archive_write_add_filter_xz(out.get());
  std::size_t size = 1u << 20;
  for (const auto& [name, bytes] : files) size += bytes.size() + name.size() + 4096;
  std::string packed(size, '\0');
  std::size_t used = 0;
  if (archive_write_open_memory(out.get(), packed.data(), packed.size(), &used) != ARCHIVE_OK)
    throw std::runtime_error("an archive can't be opened");
  for (const auto& [name, bytes] : files) {
    const std::unique_ptr<archive_entry, Closer> entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_mtime(entry.get(), 1'780'000'000, 0);
    archive_write_header(out.get(), entry.get());
    if (archive_write_data(out.get(), bytes.data(), bytes.size()) < 0)
      throw std::runtime_error("an archive's member can't be written");
  }
  archive_write_close(out.get());
  packed.resize(used);
  return packed;
}

}  // namespace tenderlead::office
