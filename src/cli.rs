//! The command line: arguments, files, threads, streams, exit status. The only module that touches the machine.
