contact-forgotten = { $no } is erased. Only a hash of the address stays, so that nobody writes to it again.
contact-ask-forget = Erase <b>{ $no } { $name }</b> and everything that was written about them? This cannot be undone. A hash of the address stays, so that nobody writes to it again.
button-erase = 🗑 Erase
button-keep-contact = Keep
