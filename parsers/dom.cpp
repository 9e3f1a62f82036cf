#include "parsers/dom.h"

#include <gumbo.h>
#include <strings.h>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include "parsers/fold.h"
#include "parsers/lifted_text.h"
#include "parsers/link_encoding.h"
#include "parsers/markup_guard.h"

namespace tenderlead::parsers {
namespace {

// Gumbo's tree of a real page takes about 4.7 times the page; hostile ones are held to these.
constexpr std::size_t kMemoryPerByte = 64;
constexpr std::size_t kMemoryFloor = 32u << 20;
// Below malloc's mmap threshold, so that blocks come from the heap again and again without page faults.
constexpr std::size_t kBlockBytes = 64u << 10;

// Beyond these gumbo doesn't note errors any more, and then runs the name of an attribute that a tag has twice into the next name.
// Each takes up to 4 KiB.
constexpr int kMostErrors = 1000;

// Blocks that a thread keeps for its next pages, so that the heap doesn't give them back to the system in between.
constexpr std::size_t kSpareBlocks = 64;

struct SpareBlocks {
  std::vector<char*> blocks;
  SpareBlocks() = default;
  SpareBlocks(const SpareBlocks&) = delete;
  SpareBlocks& operator=(const SpareBlocks&) = delete;
  ~SpareBlocks() {
    for (char* block : blocks) std::free(block);
  }
};

SpareBlocks& spare() {
  thread_local SpareBlocks blocks;
  return blocks;
}

// Bump allocation with a limit; everything is freed at once. The last piece can be given back, which is what
// gumbo's growing buffers mostly do.
class Arena {
 public:
  explicit Arena(std::size_t limit) : limit_(limit) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (const Block& block : blocks_) {
      if (block.size == kBlockBytes && spare().blocks.size() < kSpareBlocks)
        spare().blocks.push_back(block.data);
      else
        std::free(block.data);
    }
  }

  // nullptr at the limit.
  void* allocate(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > left_) {
      const std::size_t block_size = std::max(size, kBlockBytes);
      if (used_ + block_size > limit_) return nullptr;
      char* block = take_block(block_size);
      if (block == nullptr) return nullptr;
      used_ += block_size;
      blocks_.push_back({block, block_size});
      next_ = block;
      left_ = block_size;
    }
    last_ = next_;
    next_ += size;
    left_ -= size;
    return last_;
  }

  void release(void* piece) {
    if (piece == nullptr || piece != last_) return;
    left_ += static_cast<std::size_t>(next_ - last_);
    next_ = last_;
    last_ = nullptr;
  }

 private:
  struct Block {
    char* data;
    std::size_t size;
  };

  static char* take_block(std::size_t size) {
    if (size != kBlockBytes || spare().blocks.empty()) return static_cast<char*>(std::malloc(size));
    char* block = spare().blocks.back();
    spare().blocks.pop_back();
    return block;
  }

  std::size_t limit_;
  std::size_t used_ = 0;
  std::size_t left_ = 0;
  char* next_ = nullptr;
  char* last_ = nullptr;
  std::vector<Block> blocks_;
};

struct Allocator {
  Arena* arena;
  std::jmp_buf* on_limit;
};

// Gumbo doesn't check for failed allocations, so at the limit parsing is left by a jump. Only gumbo's C frames lie in
// between, and all that they hold is in the arena.
extern "C" void* arena_allocate(void* userdata, size_t size) {
  auto* allocator = static_cast<Allocator*>(userdata);
  void* piece = allocator->arena->allocate(size);
  if (piece == nullptr) std::longjmp(*allocator->on_limit, 1);
  return piece;
}

extern "C" void arena_release(void* userdata, void* piece) {
  static_cast<Allocator*>(userdata)->arena->release(piece);
}

// nullptr where the tree outgrew the arena.
GumboOutput* parse_within(Arena& arena, std::string_view html) {
  std::jmp_buf on_limit;
  Allocator allocator{&arena, &on_limit};
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = arena_allocate;
  options.deallocator = arena_release;
  options.userdata = &allocator;
  options.max_errors = kMostErrors;
  if (setjmp(on_limit) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

}  // namespace

struct Dom::State {
  explicit State(std::size_t size) : limit(std::max(kMemoryFloor, size * kMemoryPerByte)) {}

  void parse(std::string_view html, std::string_view encoding) {
    parse_text(html);
    if (output == nullptr || !has_own_queries(encoding)) return;
    const auto allocate = [&](std::size_t size) { return arena->allocate(size); };
    if (!encode_link_queries(output->document, encoding, allocate)) output = nullptr;
  }

  void parse_text(std::string_view html) {
    if (html.empty()) html = std::string_view("", 0);
    LiftedText lifted(html);
    const std::string_view lightened = guard_markup(html, guarded, lifted);
    arena.emplace(limit);
    output = parse_within(*arena, lightened);
    const auto allocate = [&](std::size_t size) { return arena->allocate(size); };
    if (lifted.size() == 0 || (output != nullptr && lifted.put_back(output->document, allocate))) return;
    arena.emplace(limit);
    output = parse_within(*arena, guard_markup(html, guarded));
  }

  std::size_t limit;
  std::optional<Arena> arena;
  std::string owned;    // the input, where it was given as an rvalue
  std::string guarded;  // what the guard left of it, where it cut something
  GumboOutput* output = nullptr;
};

Dom::Dom(std::string_view html, std::string_view encoding) : state_(std::make_unique<State>(html.size())) {
  state_->parse(html, encoding);
}

Dom::Dom(std::string&& html, std::string_view encoding) : state_(std::make_unique<State>(html.size())) {
  state_->owned = std::move(html);
  state_->parse(state_->owned, encoding);
}

Dom::Dom(Dom&&) noexcept = default;
Dom& Dom::operator=(Dom&&) noexcept = default;
Dom::~Dom() = default;

const GumboInternalNode* Dom::document() const {
  return state_->output == nullptr ? nullptr : state_->output->document;
}
const GumboInternalNode* Dom::root() const {
  return state_->output == nullptr ? nullptr : state_->output->root;
}
bool Dom::overflowed() const {
  return state_->output == nullptr;
}

namespace {

bool is_element(const GumboInternalNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

// gumbo_get_attribute compares without case, at six times the cost of seeing that the first letters differ.
const GumboAttribute* find_attribute(const GumboInternalNode* node, const char* name) {
  if (!is_element(node)) return nullptr;
  const GumboVector& attributes = node->v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto* one = static_cast<const GumboAttribute*>(attributes.data[i]);
    if ((one->name[0] | 0x20) == (name[0] | 0x20) && strcasecmp(one->name, name) == 0) return one;
  }
  return nullptr;
}

}  // namespace

std::string_view attribute(const GumboInternalNode* node, const char* name) {
  const GumboAttribute* found = find_attribute(node, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool has_attribute(const GumboInternalNode* node, const char* name) {
  return find_attribute(node, name) != nullptr;
}

std::string_view tag_name(const GumboInternalNode* node) {
  if (!is_element(node)) return {};
  if (node->v.element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(node->v.element.tag);
  GumboStringPiece piece = node->v.element.original_tag;
  if (piece.data == nullptr) return {};
  gumbo_tag_from_original_text(&piece);
  return {piece.data, piece.length};
}

std::string folded_text(const GumboInternalNode* node) {
  std::string text;
  Folder folder(text);
  std::vector<const GumboNode*> pending{node};
  while (!pending.empty()) {
    const GumboNode* current = pending.back();
    pending.pop_back();
    switch (current->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        folder.append(current->v.text.text);
        break;
      case GUMBO_NODE_ELEMENT: {
        const GumboTag tag = current->v.element.tag;
        if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) break;
        if (tag == GUMBO_TAG_BR) folder.append(" ");
        const GumboVector& children = current->v.element.children;
        for (unsigned i = children.length; i-- > 0;)
          pending.push_back(static_cast<const GumboNode*>(children.data[i]));
        break;
      }
      default:
        break;
    }
  }
  return text;
}

}  // namespace tenderlead::parsers
