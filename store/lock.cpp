#include "store/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

namespace tenderlead::store {

namespace {

// What the file says; empty where it says nothing.
std::string holder_of(int descriptor) {
  std::array<char, 32> holder{};
  const auto got = ::pread(descriptor, holder.data(), holder.size() - 1, 0);
  std::string pid(holder.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  while (!pid.empty() && (pid.back() < '0' || pid.back() > '9')) pid.pop_back();
  return pid;
}

}  // namespace

bool another_process_writes(const std::filesystem::path& store) {
  const int descriptor = ::open((store.string() + ".lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const auto pid = static_cast<pid_t>(std::strtol(holder_of(descriptor).c_str(), nullptr, 10));
  ::close(descriptor);
  return pid > 0 && pid != ::getpid() && (::kill(pid, 0) == 0 || errno == EPERM);
}

Result<WriterLock> WriterLock::take(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0)
    return Error{ErrorCode::io, file.string() + " can't be opened for writing: " + std::strerror(errno)};
  WriterLock lock(descriptor);
  int locked = 0;
  do {
    locked = ::flock(descriptor, LOCK_EX | LOCK_NB);
  } while (locked != 0 && errno == EINTR);
  if (locked != 0) {
    if (errno != EWOULDBLOCK)
      return Error{ErrorCode::io, file.string() + " can't be locked: " + std::strerror(errno)};
    const auto pid = holder_of(descriptor);
    return Error{ErrorCode::busy, "another process " + (pid.empty() ? "" : "(pid " + pid + ") ") +
                                      "is writing to this store; wait for it to end, or stop it"};
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
    return Error{ErrorCode::io, file.string() + " can't be written: " + std::strerror(errno)};
  return lock;
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}
WriterLock::~WriterLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace tenderlead::store
