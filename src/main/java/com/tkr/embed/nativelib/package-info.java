/** What of ours is native, made loadable: from the class path to a folder of this machine. */
package com.tkr.embed.nativelib;
