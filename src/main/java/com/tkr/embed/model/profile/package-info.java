/** What differs between models, as data. */
package com.tkr.embed.model.profile;
