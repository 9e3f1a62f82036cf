// The lock of writers between processes: an exclusive flock() on a file beside the store, which the kernel lets go
// when the process ends, however it ends. The file says who holds it.
#pragma once

#include <filesystem>

#include "model/result.h"

namespace tenderlead::store {

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
