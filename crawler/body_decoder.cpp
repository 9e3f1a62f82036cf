#include "crawler/body_decoder.h"

#include <brotli/decode.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "crawler/stream_inflater.h"
#include "crawler/warc_format.h"

namespace tenderlead::crawler {
namespace {

// As many as libcurl takes. What several are for is hiding a bomb.
constexpr std::size_t kMostStages = 5;
// Of what one stage gives another, whose size no other limit knows: streams may be long and say nothing.
constexpr std::uint64_t kMostBetween = 64u << 20;
// RFC 9659 3: content of HTTP needs no greater window than 8 MiB.
constexpr int kWindowLog = 23;
// What a frame begins with, and one that is to be skipped (RFC 8878 3.1.1 and 3.1.2).
constexpr std::size_t kMagicBytes = 4;
constexpr std::size_t kPiece = 16384;

class BrotliDecoder : public BodyDecoder {
 public:
  BrotliDecoder() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
  ~BrotliDecoder() override {
    if (state_ != nullptr) BrotliDecoderDestroyInstance(state_);
  }

  bool put(std::string_view bytes, const Out& out) override {
    if (bytes.empty() || ended_) return true;
    begun_ = true;
    if (state_ == nullptr) return false;
    std::array<std::uint8_t, kPiece> buffer;
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t available_in = bytes.size();
    while (true) {
      std::uint8_t* next_out = buffer.data();
      std::size_t available_out = buffer.size();
      const auto status =
          BrotliDecoderDecompressStream(state_, &available_in, &next_in, &available_out, &next_out, nullptr);
      const std::size_t produced = buffer.size() - available_out;
      if (produced > 0 && !out({reinterpret_cast<const char*>(buffer.data()), produced})) return false;
      if (status == BROTLI_DECODER_RESULT_ERROR) return false;
      ended_ = status == BROTLI_DECODER_RESULT_SUCCESS;
      if (status != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return true;
    }
  }
  bool whole() override { return !begun_ || ended_; }

 private:
  BrotliDecoderState* state_;
  bool begun_ = false;
  bool ended_ = false;
};

class ZstandardDecoder : public BodyDecoder {
 public:
  ZstandardDecoder() : context_(ZSTD_createDCtx()) {
    if (context_ != nullptr) ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, kWindowLog);
  }
  ~ZstandardDecoder() override { ZSTD_freeDCtx(context_); }

  bool put(std::string_view bytes, const Out& out) override {
    if (context_ == nullptr) return false;
    while (!bytes.empty() && !over_) {
      if (head_.size() == kMagicBytes) {
        if (!decode_some(bytes, out)) return false;
        continue;
      }
      const auto wanted = std::min(kMagicBytes - head_.size(), bytes.size());
      head_ += bytes.substr(0, wanted);
      bytes.remove_prefix(wanted);
      if (head_.size() < kMagicBytes) break;
      // The library also reads what came before the standard, within windows of its own.
      over_ = ended_ && !begins_frame(head_);
      if (!over_ && !begins_frame(head_)) return false;
      std::string_view head = head_;
      if (!over_ && !decode_some(head, out)) return false;
    }
    return true;
  }
  bool whole() override { return over_ || head_.empty() || (ended_ && head_.size() < kMagicBytes); }

 private:
  static bool begins_frame(std::string_view head) {
    const bool skippable = (head[0] & 0xf0) == 0x50 && head.substr(1) == "\x2a\x4d\x18";
    return skippable || head == "\x28\xb5\x2f\xfd";
  }

  // Up to the end of the frame, or of the bytes.
  bool decode_some(std::string_view& bytes, const Out& out) {
    std::array<char, kPiece> buffer;
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    bool full = false;  // there may be more to give than fitted
    while (in.pos < in.size || full) {
      ZSTD_outBuffer given{buffer.data(), buffer.size(), 0};
      const std::size_t left = ZSTD_decompressStream(context_, &given, &in);
      if (given.pos > 0 && !out({buffer.data(), given.pos})) return false;
      if (ZSTD_isError(left) != 0) return false;
      full = given.pos == given.size;
      if (left > 0) continue;
      ended_ = true;
      head_.clear();
      break;
    }
    bytes.remove_prefix(in.pos);
    return true;
  }

  ZSTD_DCtx* context_;
  std::string head_;    // the first bytes of the frame that is being read
  bool ended_ = false;  // a frame has
  bool over_ = false;   // and something else has followed: nobody reads it
};

std::optional<Coding> coding_of(std::string_view name) {
  if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip")) return Coding::gzip;
  if (equals_ignoring_case(name, "deflate")) return Coding::deflate;
  if (equals_ignoring_case(name, "br")) return Coding::brotli;
  if (equals_ignoring_case(name, "zstd")) return Coding::zstandard;
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

std::unique_ptr<BodyDecoder> decoder_of(Coding coding) {
  if (coding == Coding::brotli) return std::make_unique<BrotliDecoder>();
  if (coding == Coding::zstandard) return std::make_unique<ZstandardDecoder>();
  return std::make_unique<StreamInflater>(coding == Coding::gzip ? StreamInflater::Kind::gzip
                                                                 : StreamInflater::Kind::deflate);
}

void BodyDecoders::clear() {
  stages_.clear();
  between_bytes_ = 0;
  unknown_ = refused_ = false;
}

void BodyDecoders::add(std::string_view codings) {
  while (!codings.empty()) {
    const auto comma = std::min(codings.find(','), codings.size());
    const std::string_view name = trimmed(codings.substr(0, comma));
    codings.remove_prefix(std::min(comma + 1, codings.size()));
    // "none" is no coding, but what servers write where they mean that; chunks are taken apart by libcurl.
    if (name.empty() || equals_ignoring_case(name, "identity") || equals_ignoring_case(name, "none") ||
        equals_ignoring_case(name, "chunked"))
      continue;
    const auto coding = coding_of(name);
    unknown_ = unknown_ || !coding || stages_.size() == kMostStages;
    if (!unknown_) stages_.push_back(decoder_of(*coding));
  }
}

bool BodyDecoders::put(std::string_view bytes, const BodyDecoder::Out& out) {
  if (unknown_) return bytes.empty();
  return put_through(stages_.size(), bytes, out);
}

bool BodyDecoders::put_through(std::size_t stages, std::string_view bytes, const BodyDecoder::Out& out) {
  if (stages == 0) {
    refused_ = !out(bytes);
    return !refused_;
  }
  if (stages < stages_.size()) between_bytes_ += bytes.size();
  if (between_bytes_ > kMostBetween) return false;
  return stages_[stages - 1]->put(
      bytes, [&](std::string_view decoded) { return put_through(stages - 1, decoded, out); });
}

bool BodyDecoders::whole() {
  return std::all_of(stages_.begin(), stages_.end(), [](const auto& stage) { return stage->whole(); });
}

}  // namespace tenderlead::crawler
