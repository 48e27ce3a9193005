/** What an operator may set: every setting with its names, its type and its default. */
package com.tkr.embed.settings;
