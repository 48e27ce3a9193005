/** Who asks for what: the request that is being answered, free of any container. */
package com.tkr.embed.request;
