"""The words in a file somebody attached: PDF, Office, OpenDocument, plain, HTML, RTF, a mail."""
