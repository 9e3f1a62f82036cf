#include "app/pipeline/lead_spool.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace tenderlead::app {
namespace {

// Every member that put_lead() writes, with the owner and the work left out.
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
                           " in the folder for temporary files: " + std::strerror(errno));
}

}  // namespace

LeadSpool::LeadSpool() : file_(std::tmpfile()) {
  if (!file_) fail("put away");
}

void LeadSpool::put(const Lead& lead) {
  const auto write = [this](const void* bytes, std::size_t size) {
    if (size > 0 && std::fwrite(bytes, 1, size, file_.get()) != size) fail("put away");
  };
  const auto row = lead_row(lead);
  members(
      row,
      [&](const std::string& text) {
        const std::uint64_t size = text.size();
        write(&size, sizeof size);
        write(text.data(), text.size());
      },
      [&](std::int64_t number) { write(&number, sizeof number); });
}

void LeadSpool::each(const std::function<void(const store::LeadRow&)>& visit) {
  if (std::fflush(file_.get()) != 0) fail("put away");
  std::rewind(file_.get());
  const auto read = [this](void* bytes, std::size_t size) {
    if (size > 0 && std::fread(bytes, 1, size, file_.get()) != size) fail("read back");
  };
  for (int next = std::fgetc(file_.get()); next != EOF; next = std::fgetc(file_.get())) {
    if (std::ungetc(next, file_.get()) == EOF) fail("read back");
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
    visit(row);
  }
  if (std::ferror(file_.get()) != 0) fail("read back");
}

}  // namespace tenderlead::app
