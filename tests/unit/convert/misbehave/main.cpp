// Stands in for tenderlead-convert as if a file had taken it over: confines itself just as that does, and then does
// what the words after "%PDF-" in its input say. What it manages to do it writes as text.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "convert/confinement.h"

namespace {

void tell(const char* what, bool managed) {
  std::cout << what << ": " << (managed ? "managed" : std::strerror(errno)) << "\n\n";
}

void try_sockets() {
  tell("tcp", socket(AF_INET, SOCK_STREAM, 0) >= 0);
  tell("tcp6", socket(AF_INET6, SOCK_STREAM, 0) >= 0);
  tell("udp", socket(AF_INET, SOCK_DGRAM, 0) >= 0);
  tell("local", socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
  tell("netlink", socket(AF_NETLINK, SOCK_RAW, 0) >= 0);
  int pair[2];
  tell("pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  char ring[120] = {};
  tell("ring", syscall(SYS_io_uring_setup, 4, ring) >= 0);
}

void try_files() {
  tell("create", open("made", O_WRONLY | O_CREAT, 0600) >= 0);
  tell("create elsewhere", open("/tmp/tenderlead-made", O_RDWR | O_CREAT, 0600) >= 0);
  tell("write", open("input", O_WRONLY) >= 0);
  tell("remove", unlink("input") == 0);
  tell("rename", rename("input", "other") == 0);
  tell("link", symlink("/etc/passwd", "link") == 0);
  tell("folder", mkdir("folder", 0700) == 0);
  tell("read", open("input", O_RDONLY) >= 0);
}

void try_processes() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  tell("fork", child > 0);
  tell("kill the parent", kill(getppid(), 0) == 0);
  tell("kill all", kill(-1, 0) == 0);
}

void eat_memory() {
  std::vector<std::unique_ptr<char[]>> eaten;
  for (;;) {
    eaten.push_back(std::make_unique<char[]>(16u << 20));
    std::memset(eaten.back().get(), 1, 16u << 20);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) return 100;
  tenderlead::convert::ProcessLimits limits;
  limits.memory_bytes = std::strtoull(arguments[2], nullptr, 10);
  limits.cpu = std::chrono::seconds(std::atoi(arguments[3]));
  if (!tenderlead::convert::confine(limits, true)) return 101;
  std::ifstream file("input");
  std::string magic, word;
  file >> magic >> word;
  if (word == "sockets") try_sockets();
  if (word == "files") try_files();
  if (word == "processes") try_processes();
  if (word == "sleep")
    for (;;) pause();
  if (word == "close-and-sleep") {
    close(1);
    close(2);
    for (;;) pause();
  }
  if (word == "spin")
    for (volatile unsigned turns = 0;;) turns = turns + 1;
  if (word == "memory") eat_memory();
  if (word == "flood")
    for (;;) std::cout << "words words words words words words words words\n";
  if (word == "crash") raise(SIGSEGV);
  std::cout.flush();
  return 0;
}
