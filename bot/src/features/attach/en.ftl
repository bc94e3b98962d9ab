attach-to-whom = 🎤 Whose is it? Send it as a reply to the contact’s card (/l12), and I keep it with their history. For a lead’s text: <code>/add Anna Schmidt, Lumen GmbH</code>
attach-gone = It is no longer there: taken back, or the contact was erased.
photo-caption-command = Under a photo I understand a card’s text, <code>/add Anna Schmidt, Lumen GmbH</code>, or <code>/log 12 meeting her sketch</code>, which keeps it with #12. Please send the photo again with one of these, or without a text.
photo-reading = { $count ->
    [one] 📷 I am reading the photo; what I find comes here.
   *[other] 📷 I am reading { $count } photos; what I find comes here.
  }
photo-print-read = 📷 Read from the photo: please check what is marked ❔.
photo-print-not-read = 📷 The print on the photo is not read here (whoever runs the bot can install <code>tesseract</code>). What is missing you can write as a reply to this message.
photo-print-failed = 📷 The print on the photo could not be read: it took too long. What is missing you can write as a reply to this message.
photo-nothing-read = 📷 I could not read who it is.
photo-too-many = 📷 Many photos of yours wait already, so I do not read this one.
photo-too-big = 📷 The photo has more than 20 MB, which Telegram does not give me.
photo-not-fetched = 📷 Telegram did not give me the photo.
photo-no-picture = 📷 I cannot open this picture. I read JPEG, PNG and WebP, up to 52 megapixels.
photo-failed = 📷 I could not read the photo.
photo-reply-with-name = The photo is kept. Reply to it, or to this message, with the name, for example <code>Anna Schmidt, Lumen GmbH</code>: I add the lead with the photo.
