/** Bodies of requests: handed on unread, then read without ever waiting for a client. */
package com.tkr.embed.body;
