/** Opens the server's database, an H2 file or PostgreSQL, and refuses the start when it cannot. */
package com.tkr.embed.database;
