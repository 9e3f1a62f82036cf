#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>
#include <vector>

#include "crawler/cdxj.h"
#include "crawler/warc.h"
#include "crawler/warc_digest.h"
#include "crawler/warc_format.h"
#include "crawler/warc_http.h"
#include "crawler/warc_rendered.h"
#include "model/import.h"
#include "model/time.h"

namespace tenderlead::crawler {
namespace {

constexpr int kNotModified = 304;
constexpr std::size_t kSmallRecord = 1024;
// Of lines kept for the index; a file of 1 GiB has about 200,000 pages with 300 bytes each. What is beyond is left to
// update_index().
constexpr std::size_t kMaxIndexBytes = 128u << 20;

Error io_error(const std::string& action, const std::filesystem::path& path, int code) {
  std::string message = action + " " + path.string() + ": " + std::generic_category().message(code);
  if (code == ENOSPC || code == EDQUOT) message += "; free some space and run again, nothing is lost";
  return {ErrorCode::io, message};
}

}  // namespace

class WarcWriter::State {
 public:
  State(std::filesystem::path path, WarcWriterOptions options)
      : path_(std::move(path)),
        options_(std::move(options)),
        compressor_(libdeflate_alloc_compressor(options_.compression_level), libdeflate_free_compressor),
        storer_(libdeflate_alloc_compressor(0), libdeflate_free_compressor) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (file_ >= 0) ::close(file_);
  }

  Result<void> open(std::optional<std::uint64_t> committed_bytes) {
    if (!compressor_ || !storer_)
      return Error{ErrorCode::io, "the compression level must be between 1 and 12"};
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) return io_error("can't open", path_, errno);
    struct stat info {};
    if (::fstat(file_, &info) != 0) return io_error("can't examine", path_, errno);
    size_ = static_cast<std::uint64_t>(info.st_size);
    if (!committed_bytes && size_ > 0) {
      const auto whole = whole_bytes(path_);
      if (!whole.ok()) return whole.error();
      committed_bytes = *whole;
    }
    if (committed_bytes) {
      if (size_ < *committed_bytes) {
        return Error{ErrorCode::corrupt,
                     path_.string() + " has " + std::to_string(size_) + " bytes, but " +
                         std::to_string(*committed_bytes) +
                         " were committed; put the file back from a backup (what is missing of "
                         "it can't be made again), or the archive and the store together"};
      }
      if (indexed_bytes(path_) > *committed_bytes) {
        // First, lest what is appended after the cut should pass for what the index speaks of.
        std::error_code failure;
        std::filesystem::remove(index_path(path_), failure);
        if (failure) return io_error("can't remove", index_path(path_), failure.value());
      }
      if (size_ > *committed_bytes && ::ftruncate(file_, static_cast<off_t>(*committed_bytes)) != 0) {
        return io_error("can't cut the uncommitted end off", path_, errno);
      }
      size_ = *committed_bytes;
    }
    indexed_from_ = size_;
    if (size_ > 0) return {};
    add_warcinfo();
    if (auto written = write_members(); !written.ok()) return written;
    return sync_folder();
  }

  Result<ArchiveLocation> append(const Page& page, std::string digest, const WarcExchange& exchange) {
    ArchiveLocation location{path_.filename().string(), size_, 0};
    if (digest.empty()) digest = payload_digest(page.body);
    begin_group(page, exchange);
    const bool says_more = page.method != "GET" || !page.request_body.empty();
    if (says_more || !exchange.facts.request_headers.empty()) add_request(page, exchange);
    const std::uint64_t begin = members_.size();
    if (page.url.starts_with(kImportScheme))
      add_resource(page, digest);
    else if (page.original)
      add_rendered(page, digest, begin);
    else
      add_answer(page, digest, begin);
    location.length = members_.size();
    if (!says_more) {
      location.offset += begin;
      location.length -= begin;
    }
    add_metadata(exchange);
    if (auto written = write_members(); !written.ok()) return written.error();
    return location;
  }

  Result<void> append_revisit(const Page& page, const WarcEarlier& earlier, const WarcExchange& exchange) {
    begin_group(page, exchange);
    const bool says_more = page.method != "GET" || !page.request_body.empty();
    if (says_more || !exchange.facts.request_headers.empty()) add_request(page, exchange);
    const std::uint64_t begin = members_.size();
    add_revisit(page, earlier);
    note_capture(page, "warc/revisit", page.status == kNotModified ? std::string() : earlier.digest, begin);
    add_metadata(exchange);
    return write_members();
  }

  Result<std::uint64_t> append_member(std::string_view member, const CdxEntry* entry) {
    const std::uint64_t offset = size_;
    members_.assign(member.begin(), member.end());
    if (options_.index && indexed_from_ && entry != nullptr) {
      CdxEntry here = *entry;
      here.offset = offset;
      here.length = member.size();
      here.file = path_.filename().string();
      pending_line_ = to_cdxj(here);
    }
    if (auto written = write_members(); !written.ok()) return written.error();
    return offset;
  }

  std::string member_of(const HeaderList& fields, std::string_view block) {
    members_.clear();
    record_ = "WARC/1.1\r\n";
    for (const auto& [name, value] : fields) {
      const bool derived = equals_ignoring_case(name, "WARC-Block-Digest") ||
                           equals_ignoring_case(name, "Content-Length") ||
                           equals_ignoring_case(name, "Content-Type");
      if (is_field_name(name) && !derived) add_field(record_, name, one_line(value));
    }
    end_record(header_value(fields, "Content-Type"), block, {});
    std::string member(members_.begin(), members_.end());
    members_.clear();
    return member;
  }

  void write_index() {
    if (!options_.index || !indexed_from_ || *indexed_from_ == size_) return;
    const auto extended = extend_index(path_, *indexed_from_, size_, std::exchange(index_lines_, {}));
    index_bytes_ = 0;
    if (extended.ok() && *extended)
      indexed_from_ = size_;
    else
      indexed_from_.reset();
  }

  Result<void> sync() {
    if (::fdatasync(file_) != 0) return io_error("can't sync", path_, errno);
    return {};
  }

  std::uint64_t size() const { return size_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  void begin_record(std::string_view type, const std::string& id, const std::string& date) {
    record_ = "WARC/1.1\r\n";
    add_field(record_, "WARC-Type", type);
    add_field(record_, "WARC-Record-ID", id);
    add_field(record_, "WARC-Date", date);
  }

  // Adds what every record ends with, and its block, as a gzip member of its own.
  void end_record(std::string_view content_type, std::string_view head, std::string_view body) {
    add_field(record_, "WARC-Block-Digest", "sha1:" + Sha1().add(head).add(body).base32());
    add_field(record_, "Content-Type", content_type);
    add_field(record_, "Content-Length", std::to_string(head.size() + body.size()));
    record_.append("\r\n").append(head).append(body).append("\r\n\r\n");
    // To prepare for compressing costs more than a page's request and metadata gain by it.
    auto* compressor = record_.size() < kSmallRecord ? storer_.get() : compressor_.get();
    const std::size_t start = members_.size();
    members_.resize(start + libdeflate_gzip_compress_bound(compressor, record_.size()));
    const std::size_t length = libdeflate_gzip_compress(compressor, record_.data(), record_.size(),
                                                        members_.data() + start, members_.size() - start);
    members_.resize(start + length);
  }

  void add_warcinfo() {
    const auto now =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
    const std::string date = utc_timestamp(options_.created_at != 0 ? options_.created_at : now.count());
    begin_record("warcinfo", "<urn:uuid:" + options_.new_uuid() + ">", date);
    add_field(record_, "WARC-Filename", one_line(path_.filename().string()));
    std::string fields;
    add_field(fields, "software", one_line(options_.software));
    add_field(fields, "format", "WARC File Format 1.1");
    add_field(fields, "conformsTo",
              "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/");
    add_field(fields, "robots", "obey");
    if (!options_.user_agent.empty())
      add_field(fields, "http-header-user-agent", one_line(options_.user_agent));
    end_record("application/warc-fields", fields, {});
  }

  // What the records of one fetch share.
  void begin_group(const Page& page, const WarcExchange& exchange) {
    members_.clear();
    date_ = utc_timestamp(page.fetched_at);
    capture_id_ = "<urn:uuid:" + options_.new_uuid() + ">";
    ip_address_ = one_line(exchange.facts.ip_address);
    url_ = parse_url(page.url);
    uri_ = url_ ? url_->href() : uri_field(page.url);
  }

  void add_answer(const Page& page, const std::string& digest, std::uint64_t begin) {
    add_response(page, digest);
    note_capture(page, cdx_mime(header_value(page.headers, "Content-Type")), digest, begin);
  }

  // The answer, and what a browser made of it.
  void add_rendered(const Page& page, const std::string& digest, std::uint64_t begin) {
    const Page answer = answer_as_it_came(page);
    add_answer(answer, payload_digest(answer.body), begin);
    begin_record("conversion", "<urn:uuid:" + options_.new_uuid() + ">", date_);
    add_field(record_, "WARC-Target-URI", uri_);
    add_field(record_, "WARC-Refers-To", capture_id_);
    add_field(record_, "WARC-Payload-Digest", "sha1:" + digest);
    end_record(one_line(header_value(page.headers, "Content-Type")), {}, page.body);
  }

  // A record that stands beside the response or revisit of a fetch.
  void begin_companion(std::string_view type) {
    begin_record(type, "<urn:uuid:" + options_.new_uuid() + ">", date_);
    add_field(record_, "WARC-Target-URI", uri_);
    add_field(record_, "WARC-Concurrent-To", capture_id_);
  }

  void add_request(const Page& page, const WarcExchange& exchange) {
    begin_companion("request");
    if (!ip_address_.empty()) add_field(record_, "WARC-IP-Address", ip_address_);
    if (!page.request_body.empty())
      add_field(record_, "WARC-Payload-Digest", "sha1:" + payload_digest(page.request_body));
    end_record("application/http;msgtype=request",
               http_request_head(page, url_ ? &*url_ : nullptr, exchange.facts.request_headers),
               page.request_body);
  }

  void begin_capture(std::string_view type, const Page& page) {
    begin_record(type, capture_id_, date_);
    add_field(record_, "WARC-Target-URI", uri_);
    if (!page.requested_url.empty() && page.requested_url != page.url)
      add_field(record_, kRequestedUriField, uri_field(page.requested_url));
    if (!ip_address_.empty()) add_field(record_, "WARC-IP-Address", ip_address_);
  }

  void add_response(const Page& page, const std::string& digest) {
    begin_capture("response", page);
    add_field(record_, "WARC-Payload-Digest", "sha1:" + digest);
    end_record("application/http;msgtype=response", http_response_head(page, true), page.body);
  }

  // WARC 1.1, 6.3: a record that somebody imported was never an answer of HTTP.
  void add_resource(const Page& page, const std::string& digest) {
    begin_capture("resource", page);
    add_field(record_, "WARC-Payload-Digest", "sha1:" + digest);
    end_record(one_line(header_value(page.headers, "Content-Type")), {}, page.body);
  }

  // WARC 1.1, 6.7: a page that came again as it was.
  void add_revisit(const Page& page, const WarcEarlier& earlier) {
    const bool not_modified = page.status == kNotModified;
    begin_capture("revisit", page);
    add_field(record_, "WARC-Profile", not_modified ? kServerNotModified : kIdenticalPayload);
    // The server sent no payload with a 304.
    if (!not_modified) add_field(record_, "WARC-Payload-Digest", "sha1:" + earlier.digest);
    if (!earlier.url.empty()) add_field(record_, "WARC-Refers-To-Target-URI", uri_field(earlier.url));
    if (earlier.fetched_at != 0) add_field(record_, "WARC-Refers-To-Date", utc_timestamp(earlier.fetched_at));
    end_record("application/http;msgtype=response", http_response_head(page, false), {});
  }

  void add_metadata(const WarcExchange& exchange) {
    std::string fields;
    if (!exchange.source_id.empty()) add_field(fields, "source", one_line(exchange.source_id));
    if (!exchange.via.empty()) add_field(fields, "via", uri_field(exchange.via));
    if (!exchange.hops.empty()) add_field(fields, "hopsFromSeed", one_line(exchange.hops));
    if (exchange.facts.took_ms >= 0) add_field(fields, "fetchTimeMs", std::to_string(exchange.facts.took_ms));
    if (fields.empty()) return;
    begin_companion("metadata");
    end_record("application/warc-fields", fields, {});
  }

  // Remembers for the index what has just been added to members_ from `begin` on.
  void note_capture(const Page& page, std::string_view mime, const std::string& digest, std::uint64_t begin) {
    if (!options_.index || !indexed_from_ || !url_) return;
    CdxEntry entry;
    entry.key = surt_key(*url_);
    entry.url = uri_;
    for (const char c : date_)
      if (c >= '0' && c <= '9') entry.timestamp += c;
    entry.mime = mime;
    entry.status = std::to_string(page.status);
    if (!digest.empty()) entry.digest = "sha1:" + digest;
    entry.offset = size_ + begin;
    entry.length = members_.size() - begin;
    entry.file = path_.filename().string();
    pending_line_ = to_cdxj(entry);
  }

  void note_written() {
    if (pending_line_.empty()) return;
    index_bytes_ += pending_line_.size();
    index_lines_.push_back(std::move(pending_line_));
    pending_line_.clear();
    if (index_bytes_ <= kMaxIndexBytes) return;
    indexed_from_.reset();
    index_lines_ = {};
  }

  // A new file's name is durable only once its folder is.
  Result<void> sync_folder() const {
    const std::filesystem::path folder = path_.has_parent_path() ? path_.parent_path() : ".";
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return io_error("can't open", folder, errno);
    const int code = ::fsync(handle) == 0 ? 0 : errno;
    ::close(handle);
    // EINVAL: a file system that doesn't sync folders, which is its answer and not a failure.
    if (code != 0 && code != EINVAL) return io_error("can't sync", folder, code);
    return {};
  }

  // Writes what members_ holds at the end of the file, wholly or not at all.
  Result<void> write_members() {
    std::size_t done = 0;
    while (done < members_.size()) {
      const ssize_t count =
          ::pwrite(file_, members_.data() + done, members_.size() - done, static_cast<off_t>(size_ + done));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) {
        const int code = count == 0 ? ENOSPC : errno;
        // Should cutting fail too, committed_bytes cuts it at the next start.
        [[maybe_unused]] const int ignored = ::ftruncate(file_, static_cast<off_t>(size_));
        pending_line_.clear();
        return io_error("can't write to", path_, code);
      }
      done += static_cast<std::size_t>(count);
    }
    size_ += members_.size();
    members_.clear();
    note_written();
    return {};
  }

  std::filesystem::path path_;
  WarcWriterOptions options_;
  using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
  Compressor compressor_;
  Compressor storer_;  // level 0: members that hold their record as it is
  int file_ = -1;
  std::uint64_t size_ = 0;
  // Of the fetch whose records are being written.
  std::string date_, capture_id_, ip_address_, uri_;
  std::optional<Url> url_;
  // For the index: what was appended since it covered so many bytes; nothing where it will not be brought up to date
  // by this writer.
  std::optional<std::uint64_t> indexed_from_;
  std::vector<std::string> index_lines_;
  std::size_t index_bytes_ = 0;
  std::string pending_line_;
  // Kept between calls so that their memory is.
  std::string record_;
  std::vector<char> members_;
};

WarcWriter::WarcWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
WarcWriter::WarcWriter(WarcWriter&&) noexcept = default;
WarcWriter& WarcWriter::operator=(WarcWriter&&) noexcept = default;
WarcWriter::~WarcWriter() = default;

Result<WarcWriter> WarcWriter::open(const std::filesystem::path& path,
                                    std::optional<std::uint64_t> committed_bytes, WarcWriterOptions options) {
  auto state = std::make_unique<State>(path, std::move(options));
  if (auto opened = state->open(committed_bytes); !opened.ok()) return opened.error();
  return WarcWriter(std::move(state));
}

Result<ArchiveLocation> WarcWriter::append(const Page& page, const std::string& digest,
                                           const WarcExchange& exchange) {
  return state_->append(page, digest, exchange);
}
Result<void> WarcWriter::append_revisit(const Page& page, const WarcEarlier& earlier,
                                        const WarcExchange& exchange) {
  return state_->append_revisit(page, earlier, exchange);
}
Result<std::uint64_t> WarcWriter::append_member(std::string_view member, const CdxEntry* entry) {
  return state_->append_member(member, entry);
}
std::string WarcWriter::member_of(const HeaderList& fields, std::string_view block) {
  return state_->member_of(fields, block);
}
void WarcWriter::write_index() {
  state_->write_index();
}
Result<void> WarcWriter::sync() {
  return state_->sync();
}
std::uint64_t WarcWriter::size() const {
  return state_->size();
}
const std::filesystem::path& WarcWriter::path() const {
  return state_->path();
}

}  // namespace tenderlead::crawler
