// One process for all browser tests, because they share one Cape and one Chromium.
import "./story.test"
import "./handover.test"
import "./live.test"
import "./keys.test"
import "./plain.test"
import "./promise.test"
import "./complaint.test"
import "./pages.test"
