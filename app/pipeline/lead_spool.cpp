#include "app/pipeline/lead_spool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace tenderlead::app {
namespace {

// Every member that put_lead() writes, but for the owner and the work.
template <typename Row, typename Text, typename Number>
void members(Row& row, Text text, Number number) {
  for (auto* each :
       {&row.id, &row.kind, &row.product, &row.organisation_id, &row.notice_id, &row.project_id,
        &row.region_code, &row.published_at, &row.act_by, &row.json, &row.state, &row.changed_at, &row.grade,
        &row.organisation, &row.title, &row.opened_at, &row.ended, &row.news, &row.news_en})
    text(*each);
  number(row.score);
  number(row.uncertainty);
  number(row.price_low);
  number(row.price_high);
}

[[noreturn]] void fail(const char* what) {
  throw std::runtime_error(std::string("the leads can't be ") + what +
                           " beside the store: " + std::strerror(errno));
}

// A new file of this folder that nobody else finds, and that goes with the process however it ends.
int open_nameless(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return descriptor;
  // A file system that has no such files (NFS, some overlays).
  std::string name = (folder / ".leads.XXXXXX").string();
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

LeadSpool::LeadSpool(const std::filesystem::path& folder) {
  const int descriptor = open_nameless(folder.empty() ? "." : folder);
  if (descriptor < 0) fail("put away");
  file_.reset(::fdopen(descriptor, "w+b"));
  if (file_) return;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  fail("put away");
}

void LeadSpool::put(const Lead& lead) {
  const auto write = [this](const void* bytes, std::size_t size) {
    if (size > 0 && std::fwrite(bytes, 1, size, file_.get()) != size) fail("put away");
  };
  const auto row = lead_row(lead);
  begins_.push_back(std::ftell(file_.get()));
  if (begins_.back() < 0) fail("put away");
  places_[row.id] = stamps_.size();
  stamps_.push_back(store::stamp_of(row));
  members(
      row,
      [&](const std::string& text) {
        const std::uint64_t size = text.size();
        write(&size, sizeof size);
        write(text.data(), text.size());
      },
      [&](std::int64_t number) { write(&number, sizeof number); });
}

void LeadSpool::set_owner(const std::string& lead_id, const Assignment& given) {
  auto& stamp = stamps_.at(places_.at(lead_id));
  stamp.owner = given.person;
  stamp.owner_because = given.because;
}

void LeadSpool::set_work(const std::string& lead_id, const std::string& work_id) {
  stamps_.at(places_.at(lead_id)).work_id = work_id;
}

void LeadSpool::each(const store::WriteBatch::PutLead& put) {
  if (std::fflush(file_.get()) != 0) fail("put away");
  for (std::size_t place = 0; place < stamps_.size(); ++place)
    put(stamps_[place], [&] { return read_back(place); });
}

store::LeadRow LeadSpool::read_back(std::size_t place) {
  const auto read = [this](void* bytes, std::size_t size) {
    if (size > 0 && std::fread(bytes, 1, size, file_.get()) != size) fail("read back");
  };
  // A step to where the file stands already would empty its buffer.
  if (std::ftell(file_.get()) != begins_[place] && std::fseek(file_.get(), begins_[place], SEEK_SET) != 0)
    fail("read back");
  store::LeadRow row;
  members(
      row,
      [&](std::string& text) {
        std::uint64_t size = 0;
        read(&size, sizeof size);
        text.resize(size);
        read(text.data(), size);
      },
      [&](auto& number) {
        std::int64_t value = 0;
        read(&value, sizeof value);
        number = static_cast<std::remove_reference_t<decltype(number)>>(value);
      });
  row.owner = stamps_[place].owner;
  row.owner_because = stamps_[place].owner_because;
  row.work_id = stamps_[place].work_id;
  return row;
}

}  // namespace tenderlead::app
