#include "convert/confinement.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace tenderlead::convert {
namespace {

bool limit(__rlimit_resource resource, rlim_t most) {
  const rlimit both{most, most};
  return setrlimit(resource, &both) == 0;
}

bool limit_resources(const ProcessLimits& limits, bool limit_memory) {
  const auto cpu = static_cast<rlim_t>(limits.cpu.count());
  // SIGXCPU first, SIGKILL a second later for a program that takes no notice.
  const rlimit time{cpu, cpu + 1};
  return setrlimit(RLIMIT_CPU, &time) == 0 && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
         limit(RLIMIT_NOFILE, 64) && limit(RLIMIT_NPROC, 0) &&
         (!limit_memory || limit(RLIMIT_AS, limits.memory_bytes));
}

// Landlock's file rights of its first version; later ones are no looser.
constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kHandled =
    kRead | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

void allow_below(int ruleset, const char* folder, std::uint64_t access) {
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access;
  rule.parent_fd = open(folder, O_PATH | O_CLOEXEC);
  if (rule.parent_fd < 0) return;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(rule.parent_fd);
}

void restrict_files() {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kHandled;
  const auto ruleset =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  if (ruleset < 0) return;
  allow_below(ruleset, ".", kRead);
  for (const char* folder : {"/usr", "/lib", "/lib64", "/bin"})
    allow_below(ruleset, folder, kRead | LANDLOCK_ACCESS_FS_EXECUTE);
  allow_below(ruleset, "/etc", kRead);
  syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(ruleset);
}

struct FilterCloser {
  scmp_filter_ctx filter;
  ~FilterCloser() { seccomp_release(filter); }
};

// Calls that a reader of one file has no use for. Names that an architecture doesn't know are left out by libseccomp.
constexpr std::array kDenied = {
    // the network, and what could reach it by another way
    "socket", "socketpair", "socketcall", "connect", "bind", "listen", "accept", "accept4", "sendto",
    "sendmsg", "sendmmsg", "io_uring_setup", "io_uring_enter", "io_uring_register",
    // processes, other processes, and more rights
    "fork", "vfork", "clone", "execveat", "kill", "tkill", "pidfd_open", "pidfd_send_signal", "pidfd_getfd",
    "rt_sigqueueinfo", "rt_tgsigqueueinfo", "ptrace", "process_vm_readv", "process_vm_writev", "unshare",
    "setns", "chroot", "pivot_root", "mount", "umount2", "move_mount", "open_tree", "fsopen", "bpf",
    "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "kexec_load", "kexec_file_load",
    "init_module", "finit_module", "delete_module", "reboot", "swapon", "swapoff", "open_by_handle_at",
    "setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "shmget", "msgget",
    "semget", "mq_open",
    // files
    "creat", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "link",
    "linkat", "symlink", "symlinkat", "mknod", "mknodat", "truncate", "ftruncate", "chmod", "fchmod",
    "fchmodat", "chown", "fchown", "lchown", "fchownat", "utime", "utimes", "utimensat", "futimesat",
    "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "fallocate",
    "memfd_create"};

bool deny(scmp_filter_ctx filter, const char* name, int error) {
  const int number = seccomp_syscall_resolve_name(name);
  if (number == __NR_SCMP_ERROR) return true;
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), number, 0) == 0;
}

// An open that could write. Flags are the argument at `position`.
bool deny_writing(scmp_filter_ctx filter, const char* name, unsigned position) {
  const int number = seccomp_syscall_resolve_name(name);
  if (number == __NR_SCMP_ERROR) return true;
  for (const scmp_datum_t flag :
       {scmp_datum_t{O_WRONLY}, scmp_datum_t{O_RDWR}, scmp_datum_t{O_CREAT}, scmp_datum_t{O_TRUNC}}) {
    const scmp_arg_cmp set{position, SCMP_CMP_MASKED_EQ, flag, flag};
    if (seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), number, 1, &set) != 0) return false;
  }
  return true;
}

bool filter_calls() {
  const FilterCloser owner{seccomp_init(SCMP_ACT_ALLOW)};
  const scmp_filter_ctx filter = owner.filter;
  if (filter == nullptr) return false;
  // Calls by another architecture's numbers end the process; libseccomp's default, said here since all rests on it.
  if (seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0) return false;
  for (const char* name : kDenied)
    if (!deny(filter, name, EPERM)) return false;
  // Their flags lie in memory, where a filter can't look; the C library goes back to the older calls.
  if (!deny(filter, "clone3", ENOSYS) || !deny(filter, "openat2", ENOSYS)) return false;
  if (!deny_writing(filter, "open", 1) || !deny_writing(filter, "openat", 2)) return false;
  return seccomp_load(filter) == 0;
}

}  // namespace

bool confine(const ProcessLimits& limits, bool limit_memory) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  prctl(PR_SET_DUMPABLE, 0);
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) != 0 && unshare(CLONE_NEWNET) != 0)
    errno = 0;  // seccomp below denies what the name space would have made empty
  restrict_files();
  return filter_calls() && limit_resources(limits, limit_memory);
}

}  // namespace tenderlead::convert
