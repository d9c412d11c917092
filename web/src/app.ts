// Starts everything. Each behaviour is a file of its own; pages work without any of them as links and forms.
import { Application } from "@hotwired/stimulus"
import "@hotwired/turbo"
import { announcePages } from "./announce"
import { autosubmit } from "./autosubmit"
import { BulkController } from "./controllers/bulk"
import { CommandController } from "./controllers/command"
import { ComposerController } from "./controllers/composer"
import { MailFrameController } from "./controllers/mail_frame"
import { MenuController } from "./controllers/menu"
import { ToastController } from "./controllers/toast"
import { openDialogs } from "./dialogs"
import { guardTyping } from "./dirty"
import { listenToKeys } from "./keys"
import { showPictures } from "./lightbox"
import { listenLive } from "./live"
import { morphPages } from "./morph"
import { nameKeys } from "./platform"
import { renewTimes } from "./relative_time"
import { switchTheme } from "./theme"
import { carryToasts } from "./toasts"

const application = Application.start()
application.register("bulk", BulkController)
application.register("command", CommandController)
application.register("composer", ComposerController)
application.register("mail-frame", MailFrameController)
application.register("menu", MenuController)
application.register("toast", ToastController)

guardTyping()
morphPages()
carryToasts()
announcePages()
openDialogs()
autosubmit()
listenToKeys()
showPictures()
renewTimes()
switchTheme()
nameKeys()
listenLive()
