"""The ground floor: tables of mail, blobs, the change log and the one writer."""
