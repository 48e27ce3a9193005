/** Whether the server lives and can embed, for MicroProfile Health and people. */
@NullMarked
package com.tkr.embed.observe.health;

import org.jspecify.annotations.NullMarked;
