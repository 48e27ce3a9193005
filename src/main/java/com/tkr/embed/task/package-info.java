/**
 * Work on models that takes long, for administrators: the command line's, in a process of its own,
 * so that it costs the server no memory, ends when it is cancelled, and one that dies is a task
 * that failed.
 */
@NullMarked
package com.tkr.embed.task;

import org.jspecify.annotations.NullMarked;
