// What a converter is locked into, by the process itself before it touches a byte of the file; what it starts inherits
// it, and there is no way back out (PR_SET_NO_NEW_PRIVS).
//
//   limits       address space, processor time, no file written, no core, few descriptors, no process or thread
//   name spaces  a network of its own without any interface, and a user without rights, where the system grants them
//   Landlock     reads only below the current folder and where programs and libraries lie; writes nowhere (Linux 5.13)
//   seccomp      no socket of any family, no process, no signal to others, no tracing, no mount, no change to any file
//
// seccomp is the guarantee: without it confine() fails and nothing is converted. The others are asked for as well, and
// done without where the kernel hasn't got them.
#pragma once

#include "convert/limits.h"

namespace tenderlead::convert {

// Of the calling process, which must have one thread. `limit_memory` is for processes whose sanitizer reserves
// terabytes. False where the guarantee can't be given.
bool confine(const ProcessLimits& limits, bool limit_memory);

}  // namespace tenderlead::convert
