/** The clients' connections: bodies arrive without a waiting thread, and who is too slow is cut. */
package com.tkr.embed.connection;
