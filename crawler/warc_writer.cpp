#include <fcntl.h>
#include <libdeflate.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <vector>

#include "crawler/percent_encoding.h"
#include "crawler/url.h"
#include "crawler/warc.h"
#include "crawler/warc_format.h"
#include "model/time.h"

namespace tenderlead::crawler {
namespace {

// SHA-1 because WARC readers expect it (WARC 1.1, 5.8); it guards against accidents, not against people.
class Sha1 {
 public:
  Sha1() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha1(), nullptr);
  }
  Sha1& add(std::string_view bytes) {
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
    return *this;
  }
  // RFC 4648 base32; 20 bytes are 32 characters without padding.
  std::string base32() {
    std::array<unsigned char, 20> digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    unsigned buffer = 0, bits = 0;
    for (const unsigned char byte : digest) {
      buffer = (buffer << 8 | byte) & 0xFFFF;
      for (bits += 8; bits >= 5; bits -= 5) out += kAlphabet[buffer >> (bits - 5) & 31];
    }
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Error io_error(const std::string& action, const std::filesystem::path& path, int code) {
  std::string message = action + " " + path.string() + ": " + std::generic_category().message(code);
  if (code == ENOSPC || code == EDQUOT) message += "; free some space and run again, nothing is lost";
  return {ErrorCode::io, message};
}

// Header values go into lines of their own; what would break the line becomes a space.
std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\r' || c == '\n' || c == '\0') c = ' ';
  }
  return out;
}

// WARC-Target-URI takes a URI of RFC 3986, without white space (WARC 1.1, 5.12). A page's URL is one as a rule; other
// text is brought into that form.
std::string uri_field(std::string_view uri) {
  if (const auto url = parse_url(uri)) return url->href();
  std::string out;
  for (const char c : uri) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte <= 0x20 || byte >= 0x7F || c == '<' || c == '>') {
      append_triplet(out, byte);
    } else {
      out += c;
    }
  }
  return out;
}

void add_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

// What decoding made false, and what would be stated twice.
bool is_transfer_field(std::string_view name) {
  return equals_ignoring_case(name, "Content-Encoding") || equals_ignoring_case(name, "Transfer-Encoding") ||
         equals_ignoring_case(name, "Content-Length");
}

std::string http_response_head(const Page& page) {
  // The reason phrase isn't kept in a Page and means nothing (RFC 9112 4), so there is none.
  std::string head = "HTTP/1.1 " + std::to_string(page.status) + " \r\n";
  for (const auto& [name, value] : page.headers) {
    // Under any other name a line reads as something else than it was.
    if (is_field_name(name) && !is_transfer_field(name)) add_field(head, name, one_line(value));
  }
  add_field(head, "Content-Length", std::to_string(page.body.size()));
  return head + "\r\n";
}

// The path and query of the address as a request line holds them.
std::string request_target(const std::string& url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->path_and_query() : uri_field(url);
}

std::string http_request_head(const Page& page) {
  const std::string& url = page.requested_url.empty() ? page.url : page.requested_url;
  const auto parsed = parse_url(url);
  std::string head = one_line(page.method) + " " + request_target(url) + " HTTP/1.1\r\n";
  if (parsed) add_field(head, "Host", parsed->host_and_port());
  if (!page.request_body.empty()) add_field(head, "Content-Length", std::to_string(page.request_body.size()));
  return head + "\r\n";
}

}  // namespace

std::string payload_digest(std::string_view bytes) {
  return Sha1().add(bytes).base32();
}

std::string random_uuid() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);  // RFC 9562 5.4: version 4
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);  // and its variant
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += kHex[bytes[i] >> 4];
    out += kHex[bytes[i] & 15];
  }
  return out;
}

class WarcWriter::State {
 public:
  State(std::filesystem::path path, WarcWriterOptions options)
      : path_(std::move(path)),
        options_(std::move(options)),
        compressor_(libdeflate_alloc_compressor(options_.compression_level), libdeflate_free_compressor) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (file_ >= 0) ::close(file_);
  }

  Result<void> open(std::optional<std::uint64_t> committed_bytes) {
    if (!compressor_) return Error{ErrorCode::io, "the compression level must be between 1 and 12"};
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) return io_error("can't open", path_, errno);
    struct stat info {};
    if (::fstat(file_, &info) != 0) return io_error("can't examine", path_, errno);
    size_ = static_cast<std::uint64_t>(info.st_size);
    if (committed_bytes) {
      if (size_ < *committed_bytes) {
        return Error{ErrorCode::corrupt, path_.string() + " has " + std::to_string(size_) + " bytes, but " +
                                             std::to_string(*committed_bytes) + " were committed"};
      }
      if (size_ > *committed_bytes && ::ftruncate(file_, static_cast<off_t>(*committed_bytes)) != 0) {
        return io_error("can't cut the uncommitted end off", path_, errno);
      }
      size_ = *committed_bytes;
    }
    if (size_ > 0) return {};
    add_warcinfo();
    if (auto written = write_members(); !written.ok()) return written;
    return sync_folder();
  }

  Result<ArchiveLocation> append(const Page& page, const std::string& digest) {
    const std::uint64_t offset = size_;
    members_.clear();
    const std::string date = utc_timestamp(page.fetched_at);
    const std::string response_id = "<urn:uuid:" + options_.new_uuid() + ">";
    if (page.method != "GET" || !page.request_body.empty()) add_request(page, date, response_id);
    add_response(page, date, response_id, digest.empty() ? payload_digest(page.body) : digest);
    if (auto written = write_members(); !written.ok()) return written.error();
    return ArchiveLocation{path_.filename().string(), offset, size_ - offset};
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
    const std::size_t start = members_.size();
    members_.resize(start + libdeflate_gzip_compress_bound(compressor_.get(), record_.size()));
    const std::size_t length = libdeflate_gzip_compress(compressor_.get(), record_.data(), record_.size(),
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

  void add_request(const Page& page, const std::string& date, const std::string& response_id) {
    begin_record("request", "<urn:uuid:" + options_.new_uuid() + ">", date);
    add_field(record_, "WARC-Target-URI",
              uri_field(page.requested_url.empty() ? page.url : page.requested_url));
    add_field(record_, "WARC-Concurrent-To", response_id);
    add_field(record_, "WARC-Payload-Digest", "sha1:" + payload_digest(page.request_body));
    end_record("application/http;msgtype=request", http_request_head(page), page.request_body);
  }

  void add_response(const Page& page, const std::string& date, const std::string& response_id,
                    const std::string& digest) {
    begin_record("response", response_id, date);
    add_field(record_, "WARC-Target-URI", uri_field(page.url));
    if (!page.requested_url.empty() && page.requested_url != page.url) {
      add_field(record_, kRequestedUriField, uri_field(page.requested_url));
    }
    add_field(record_, "WARC-Payload-Digest", "sha1:" + digest);
    end_record("application/http;msgtype=response", http_response_head(page), page.body);
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
        return io_error("can't write to", path_, code);
      }
      done += static_cast<std::size_t>(count);
    }
    size_ += members_.size();
    members_.clear();
    return {};
  }

  std::filesystem::path path_;
  WarcWriterOptions options_;
  std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor_;
  int file_ = -1;
  std::uint64_t size_ = 0;
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

Result<ArchiveLocation> WarcWriter::append(const Page& page, const std::string& digest) {
  return state_->append(page, digest);
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
