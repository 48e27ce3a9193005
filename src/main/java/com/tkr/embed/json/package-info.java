/** JSON and its names as clients write them, read strictly. */
package com.tkr.embed.json;
