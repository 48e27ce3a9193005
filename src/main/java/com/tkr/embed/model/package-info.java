/** What an embedding model is to the rest of the server, independent of what runs it. */
package com.tkr.embed.model;
