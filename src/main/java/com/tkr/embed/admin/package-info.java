/** What only administrators may call. */
package com.tkr.embed.admin;
