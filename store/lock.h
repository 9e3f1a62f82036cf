// The lock of writers between processes: an exclusive flock() on a file beside the store, which the kernel lets go
// when the process ends, however it ends. The file says who holds it.
#pragma once

#include <filesystem>

#include "model/result.h"

namespace tenderlead::store {

// Whether the process that took the lock of a store last is alive and another one than this: a word for people, since it may be about
// to end.
bool another_process_writes(const std::filesystem::path& store);

class WriterLock {
 public:
  // busy with the holder's process id where another process has it; io where the file can't be made. Doesn't wait.
  static Result<WriterLock> take(const std::filesystem::path& file);
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();

 private:
  explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace tenderlead::store
